using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Customers;

public sealed class CustomersApiTests : IAsyncLifetime
{
    private AppServer _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppServer.StartAsync(
        new Dictionary<string, string?> { ["Access:TrustPrincipal"] = "true", ["Access:Partners:0"] = "op@partner.example" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task B10_Create_ACustomer_KeepsEveryFieldInItsForm()
    {
        var made = (await _app.SendAsync("POST", "customers", Full(AppServer.Unique("c")))).Expect(201);
        var read = (await _app.GetAsync($"customers/{made.Id}")).Expect(200);

        Assert.Equal(made.ETag, read.ETag);
        Assert.Equal(
            ("ヤマダショウテン", "0312345678", "1000001", "サトウ", "U0123", "Sms", "2026-04-01", "山田ホールディングス", "np", "Active"),
            (Text(read, "nameKana"), Text(read, "phone"), Text(read, "address", "postalCode"), Text(read, "clerk", "familyKana"), Text(read, "line", "userId"),
                Text(read, "preferredChannel"), (string)read.Json["consents"]![0]!["givenOn"]!, Text(read, "billingParty", "name"), Text(read, "payment", "provider"), Text(read, "status")));
        Assert.Equal((true, true, false), ((bool)read.Json["feeDeducted"]!, (bool)read.Json["toritekiho"]!, (bool)read.Json["needsQualifiedInvoice"]!));
        Assert.Equal(["fee_deduction_prohibited"], made.Json["warnings"]!.AsArray().Select(warning => (string)warning!["code"]!));
    }

    [Fact]
    public async Task B10_Edit_ACustomer_ReplacesItAndIsAudited()
    {
        var made = await _app.SendAsync("POST", "customers", Full(AppServer.Unique("c")));
        (await _app.SendAsync("PUT", $"customers/{made.Id}", Least("新商店"))).Expect(428, "precondition_required");
        (await _app.SendAsync("PUT", $"customers/{made.Id}", Least("新商店"), made.ETag)).Expect(200);
        (await _app.SendAsync("PUT", $"customers/{made.Id}", Least("遅い"), made.ETag)).Expect(412, "precondition_failed");

        var read = await _app.GetAsync($"customers/{made.Id}");
        Assert.Equal("新商店", Text(read, "name"));
        Assert.Null(read.Json["phone"]);
        Assert.True((bool)read.Json["needsQualifiedInvoice"]!); // left out
        var history = (await _app.GetAsync($"customers/{made.Id}/export")).Json["history"]!.AsArray();
        Assert.Equal(["created", "edited"], history.Select(entry => (string)entry!["action"]!));
        Assert.Contains("phone", history[1]!["fields"]!.AsArray().Select(field => (string)field!));
    }

    [Theory]
    [InlineData("name", "株式会社ほげ")]
    [InlineData("name", "ほげ")]
    [InlineData("name", "ホゲ")]
    [InlineData("kana", "ﾎｹﾞ")]
    [InlineData("code", "hoge-")]
    public async Task B10_Search_ByTheBeginning_FindsWhateverWidthAndKana(string parameter, string text)
    {
        // What is searched for is unique to this case: tests share the tables of the process.
        var mark = string.Concat(AppServer.Unique("").Select(digit => digit == 'x' ? 'ッ' : (char)('ァ' + digit - '0')));
        var made = (await _app.SendAsync("POST", "customers", new { kind = "Corporation", name = $"株式会社ほげ{mark}商店", nameKana = $"ほげ{mark}ショウテン", code = $"HOGE-{mark}" })).Expect(201);

        Assert.Equal([made.Id], await SearchAsync(parameter, text + mark));
        Assert.Empty(await SearchAsync(parameter, text + mark + "無"));
    }

    [Fact]
    public async Task B10_Search_AfterAnEdit_FindsTheNewNameAndNotTheOld()
    {
        var (before, after) = (AppServer.Unique("mae"), AppServer.Unique("ato"));
        var made = await _app.SendAsync("POST", "customers", Least(before));
        await _app.SendAsync("PUT", $"customers/{made.Id}", Least(after), made.ETag);

        Assert.Empty(await SearchAsync("name", before));
        Assert.Equal([made.Id], await SearchAsync("name", after));
    }

    [Fact]
    public async Task B10_Search_InPages_GivesEachOnce()
    {
        var name = AppServer.Unique("pages");
        for (var number = 0; number < 5; number++)
        {
            (await _app.SendAsync("POST", "customers", Least($"{name}-{number}"))).Expect(201);
        }

        Assert.Equal(5, (await SearchAsync("name", name, size: 2)).Distinct().Count());
        (await _app.GetAsync($"customers?name={name}&kana=a")).Expect(400, "validation_failed");
    }

    [Fact]
    public async Task B10_Search_WithCharactersThatKeysCannotHave_IsHarmless()
    {
        var name = "a/b\\c#d?e'f%" + AppServer.Unique("");
        var made = (await _app.SendAsync("POST", "customers", Least(name))).Expect(201);

        Assert.Equal([made.Id], await SearchAsync("name", name));
    }

    [Fact]
    public async Task B10_Create_UnderACodeThatIsTaken_IsRefused()
    {
        var code = AppServer.Unique("K");
        var first = (await _app.SendAsync("POST", "customers", Full(code))).Expect(201);
        Assert.Equal(["code:taken"], (await _app.SendAsync("POST", "customers", Full(code.ToLowerInvariant()))).Expect(400).FieldErrors);

        (await _app.SendAsync("PUT", $"customers/{first.Id}", Full(AppServer.Unique("K")), first.ETag)).Expect(200);
        (await _app.SendAsync("POST", "customers", Full(code))).Expect(201); // free again
    }

    [Fact]
    public async Task B10_Create_OneCodeManyTimesAtOnce_MakesOne()
    {
        var code = AppServer.Unique("K");
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _app.SendAsync("POST", "customers", Full(code))));

        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.All(answers.Where(answer => (int)answer.Status != 201), answer => answer.Expect(400, "validation_failed"));
    }

    [Fact]
    public async Task B10_Create_FaultyFields_AreNamedWithoutTheirValues()
    {
        var reply = await _app.SendAsync("POST", "customers", new { name = "", nameKana = "秘密漢字", mobile = "99secret99", consents = new object?[] { null } });

        Assert.Equal(["kind:required", "consents:required", "name:required", "nameKana:kana_invalid", "mobile:mobile_invalid"], reply.Expect(400, "validation_failed").FieldErrors);
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("秘密漢字", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"Corporation","name":"a","nameKana":"ア","attributes":{"a":null,"b":1}}""", "attributes.b:invalid")]
    [InlineData("""{"kind":"Corporation","name":"a","nameKana":"ア","line":{"userId":null,"linkedOn":"2026-01-01"}}""", "line.userId:invalid")]
    [InlineData("""{"kind":"Corporation","name":"a","nameKana":"ア","password":"x"}""", "password:invalid")]
    [InlineData("""{"kind":"Corporation","name":"a","nameKana":"ア","consents":[{"channel":"Email","givenOn":"yesterday"}]}""", "consents[0].givenOn:invalid")]
    public async Task B10_Create_ValuesOfTheWrongKind_NameTheField(string body, string error) =>
        Assert.Equal([error], (await _app.SendAsync("POST", "customers", body)).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task B10_Create_RepeatedUnderItsKey_MakesOneAndKeepsNoPersonalDataBeside()
    {
        var (key, name) = (AppServer.Unique("key"), AppServer.Unique("repeat"));
        var first = (await _app.SendAsync("POST", "customers", Least(name), key: key)).Expect(201);
        Assert.True((await _app.SendAsync("POST", "customers", Least(name), key: key)).Expect(201).IsReplayed);

        Assert.Equal([first.Id], await SearchAsync("name", name));
        Assert.DoesNotContain(name, first.Text, StringComparison.Ordinal); // what is stored for a repeat is this answer
    }

    [Fact]
    public async Task B11_Attributes_OfCustomers_AreDefinedEditedAndSet()
    {
        await using var app = await AppServer.StartAsync();
        var attribute = (await app.SendAsync("POST", "customer-attributes", new { name = "自社コード", type = "Number" })).Expect(201);
        var body = new { kind = "Individual", name = "山田", nameKana = "ヤマダ", attributes = new Dictionary<string, string> { [attribute.Id] = "12" } };
        var made = (await app.SendAsync("POST", "customers", body)).Expect(201);
        Assert.Equal("12", (string?)(await app.GetAsync($"customers/{made.Id}")).Json["attributes"]![attribute.Id]);

        var faulty = new { kind = "Individual", name = "山田", nameKana = "ヤマダ", attributes = new Dictionary<string, string> { [attribute.Id] = "x", ["none"] = "1" } };
        Assert.Equal(
            [$"attributes.none:not_asked", $"attributes.{attribute.Id}:not_a_number"],
            (await app.SendAsync("PUT", $"customers/{made.Id}", faulty, made.ETag)).Expect(400).FieldErrors);

        (await app.SendAsync("PUT", $"customer-attributes/{attribute.Id}", new { name = "新コード", type = "Number" }, attribute.ETag)).Expect(200);
        Assert.Equal("新コード", Text(await app.GetAsync($"customer-attributes/{attribute.Id}"), "name"));
        Assert.Contains(attribute.Id, (await app.GetAsync("customer-attributes")).Text, StringComparison.Ordinal);
        var now = await app.GetAsync($"customer-attributes/{attribute.Id}");
        Assert.Equal(
            ["type:immutable"],
            (await app.SendAsync("PUT", $"customer-attributes/{attribute.Id}", new { name = "新コード", type = "Text" }, now.ETag)).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B12_Accounts_OfACustomer_AreMadeListedAndDeletedForGood()
    {
        var (customer, email) = (await CustomerAsync(), $"{AppServer.Unique("Clerk")}@Customer.example");
        var account = (await AccountAsync(customer, email)).Expect(201);
        Assert.Equal([email.ToLowerInvariant()], await EmailsAsync(customer));

        var refused = (await _app.SendAsync("DELETE", $"customers/{customer}/accounts/{account.Id}")).Expect(409, "confirmation_required");
        Assert.Contains("取り消せません", refused.Text, StringComparison.Ordinal);
        Assert.Contains("cannot be undone", refused.Text, StringComparison.Ordinal);
        (await _app.SendAsync("DELETE", $"customers/{customer}/accounts/{account.Id}?confirm=true")).Expect(200);
        Assert.Empty(await EmailsAsync(customer));
        (await _app.SendAsync("DELETE", $"customers/{customer}/accounts/{account.Id}?confirm=true")).Expect(404, "account_unknown");
    }

    [Fact]
    public async Task B12_Account_OfAnAddressThatHasOne_IsRefused()
    {
        var email = $"{AppServer.Unique("clerk")}@customer.example";
        (await AccountAsync(await CustomerAsync(), email)).Expect(201);

        (await AccountAsync(await CustomerAsync(), email.ToUpperInvariant())).Expect(409, "account_exists");
        Assert.Equal(["email:email_invalid"], (await AccountAsync(await CustomerAsync(), "nobody")).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B12_Accounts_BeyondTheMost_AreRefused()
    {
        var customer = await CustomerAsync();
        for (var number = 0; number < 20; number++)
        {
            (await AccountAsync(customer, $"{AppServer.Unique("m")}@customer.example")).Expect(201);
        }

        Assert.Equal(["email:too_many"], (await AccountAsync(customer, $"{AppServer.Unique("m")}@customer.example")).Expect(400).FieldErrors);
        var now = await _app.GetAsync($"customers/{customer}");
        (await _app.SendAsync("DELETE", $"customers/{customer}?confirm=true", ifMatch: now.ETag, key: AppServer.Unique("key"))).Expect(200); // all in one write
    }

    [Fact]
    public async Task B13_SignIn_OfAnAccount_ReachesItsOwnCustomerOnly()
    {
        var (own, other, email) = (await CustomerAsync(), await CustomerAsync(), $"{AppServer.Unique("clerk")}@customer.example");
        var account = (await AccountAsync(own, email)).Expect(201);
        var signedIn = AppServer.SignedIn(email);

        (await _app.GetAsync($"customers/{own}", signedIn)).Expect(200);
        (await _app.GetAsync($"customers/{other}", signedIn)).Expect(404, "customer_unknown");
        (await _app.GetAsync("customers/none", signedIn)).Expect(404, "customer_unknown");
        foreach (var (method, path) in new[] { ("GET", "customers"), ("GET", $"customers/{own}/export"), ("GET", $"customers/{own}/accounts"), ("DELETE", $"customers/{own}?confirm=true") })
        {
            (await _app.SendAsync(method, path, headers: signedIn)).Expect(403, "not_permitted");
        }

        (await _app.SendAsync("PUT", $"customers/{own}", Least("x"), "*", headers: signedIn)).Expect(403, "not_permitted");
        (await _app.SendAsync("DELETE", $"customers/{own}/accounts/{account.Id}?confirm=true")).Expect(200);
        (await _app.GetAsync($"customers/{own}", signedIn)).Expect(403, "not_permitted"); // the deleted account is nobody
    }

    [Fact]
    public async Task Export_OfACustomer_HoldsEverythingAboutItAndNothingOfOthers()
    {
        var (id, email) = (AppServer.Unique("C"), $"{AppServer.Unique("clerk")}@customer.example");
        var longer = (await _app.SendAsync("POST", "customers", new { id = id + "-1", kind = "Individual", name = "別人", nameKana = "ベツジン" })).Expect(201).Id;
        (await _app.SendAsync("POST", "customers", new { id, kind = "Individual", name = "本人", nameKana = "ホンニン" }, headers: AppServer.SignedIn("op@partner.example"))).Expect(201);
        await AccountAsync(id, email);
        await AccountAsync(longer, $"{AppServer.Unique("other")}@customer.example");
        await BillingRowAsync(id, "invoice-2026-10-TaxExcluded", isOpen: false);

        var export = (await _app.GetAsync($"customers/{id}/export")).Expect(200);
        Assert.Equal("本人", Text(export, "customer", "name"));
        Assert.Equal([email], export.Json["accounts"]!.AsArray().Select(account => (string)account!["email"]!));
        Assert.Equal(["created", "account_created"], export.Json["history"]!.AsArray().Select(entry => (string)entry!["action"]!));
        Assert.Equal(["invoice-2026-10-TaxExcluded"], export.Json["documents"]!.AsArray().Select(document => (string)document!["row"]!));
        Assert.DoesNotContain("別人", export.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("op@partner.example", export.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ACustomerThatWasNeverBilled_LeavesNothing()
    {
        var (name, email) = (AppServer.Unique("gone"), $"{AppServer.Unique("clerk")}@customer.example");
        var made = await _app.SendAsync("POST", "customers", Least(name));
        await AccountAsync(made.Id, email);
        var now = await _app.GetAsync($"customers/{made.Id}");
        var refused = (await _app.SendAsync("DELETE", $"customers/{made.Id}", ifMatch: now.ETag)).Expect(409, "confirmation_required");
        Assert.Contains("取り消せません", refused.Text, StringComparison.Ordinal);
        (await _app.SendAsync("DELETE", $"customers/{made.Id}?confirm=true")).Expect(428);
        var deleted = (await _app.SendAsync("DELETE", $"customers/{made.Id}?confirm=true", ifMatch: now.ETag)).Expect(200);

        Assert.Empty(deleted.Json["kept"]!.AsArray());
        (await _app.GetAsync($"customers/{made.Id}")).Expect(404);
        Assert.Empty(await SearchAsync("name", name));
        (await _app.GetAsync("customers", AppServer.SignedIn(email))).Expect(403, "not_permitted");
        (await AccountAsync(await CustomerAsync(), email)).Expect(201); // the address is free again
    }

    [Fact]
    public async Task Delete_ACustomerWithInvoices_KeepsWhatTheLawRequiresAndSaysSo()
    {
        var (code, email) = (AppServer.Unique("K"), $"{AppServer.Unique("clerk")}@customer.example");
        var made = await _app.SendAsync("POST", "customers", Full(code));
        await AccountAsync(made.Id, email);
        await BillingRowAsync(made.Id, "invoice-2026-09-TaxExcluded", isOpen: false);
        await BillingRowAsync(made.Id, "contract-1", isOpen: false);
        var deleted = (await _app.SendAsync("DELETE", $"customers/{made.Id}?confirm=true", ifMatch: "*")).Expect(200);

        var kept = deleted.Json["kept"]!.AsArray();
        Assert.Equal((2, "2036-11-25"), ((int)kept[0]!["rows"]!, (string)kept[0]!["until"]!));
        Assert.Contains("保存義務", (string)kept[0]!["reasonJa"]!, StringComparison.Ordinal);
        Assert.Empty(new[] { "phone", "email", "clerk", "accounts" }.Except(deleted.Json["deleted"]!.AsArray().Select(field => (string)field!)));
        var read = (await _app.GetAsync($"customers/{made.Id}")).Expect(200);
        Assert.Equal(("Deleted", "2036-11-25", "株式会社山田商店", "千代田区"), (Text(read, "status"), Text(read, "keptUntil"), Text(read, "name"), Text(read, "address", "city")));
        foreach (var trace in new[] { "0312345678", "佐藤", "keiri@", "U0123", "太郎", code })
        {
            Assert.DoesNotContain(trace, (await _app.GetAsync($"customers/{made.Id}/export")).Text, StringComparison.Ordinal);
        }

        (await _app.SendAsync("PUT", $"customers/{made.Id}", Least("x"), "*")).Expect(409, "customer_deleted");
        (await AccountAsync(made.Id, email)).Expect(409, "customer_deleted");
        Assert.Empty(await SearchAsync("code", code));
        Assert.Contains(made.Id, (await _app.GetAsync("customers?status=deleted&size=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_ACustomerWithSomethingOpen_IsRefused()
    {
        var customer = await CustomerAsync();
        await BillingRowAsync(customer, "contract-1", isOpen: true);

        (await _app.SendAsync("DELETE", $"customers/{customer}?confirm=true", ifMatch: "*")).Expect(409, "customer_has_contracts");
        (await _app.GetAsync($"customers/{customer}")).Expect(200);
    }

    [Fact]
    public async Task Anything_AboutACustomer_LeavesNoPersonalDataInTheLog()
    {
        var code = AppServer.Unique("K");
        var made = await _app.SendAsync("POST", "customers", Full(code));
        await _app.SendAsync("PUT", $"customers/{made.Id}", Full(code), made.ETag);
        await AccountAsync(made.Id, $"{code}@secretmail.example");
        await _app.GetAsync($"customers/{made.Id}/export");
        await _app.SendAsync("POST", "customers", "{\"name\": \"秘密商店\", ");
        await _app.SendAsync("DELETE", $"customers/{made.Id}?confirm=true", ifMatch: "*");

        foreach (var trace in new[] { "山田", "ヤマダ", "0312345678", "千代田", "secretmail", "keiri@", "U0123", "秘密商店", "佐藤" })
        {
            Assert.DoesNotContain(trace, _app.Log.Text, StringComparison.Ordinal);
        }

        // Nor the names as index keys hold them.
        Assert.DoesNotContain("5c717530", _app.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    private static string? Text(ApiReply reply, params string[] path) =>
        (string?)path.Aggregate(reply.Json, (node, name) => node[name]!);

    private async Task<List<string>> SearchAsync(string parameter, string text, int size = 50)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _app.GetAsync($"customers?{parameter}={Uri.EscapeDataString(text)}&size={size}&cursor={cursor}")).Expect(200).Json;
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["cursor"];
        }

        return ids;
    }

    private async Task<string> CustomerAsync() => (await _app.SendAsync("POST", "customers", Least("顧客"))).Expect(201).Id;

    private Task<ApiReply> AccountAsync(string customer, string email) => _app.SendAsync("POST", $"customers/{customer}/accounts", new { email });

    private async Task<string[]> EmailsAsync(string customer) =>
        [.. (await _app.GetAsync($"customers/{customer}/accounts")).Expect(200).Json["items"]!.AsArray().Select(account => (string)account!["email"]!)];

    private async Task BillingRowAsync(string customer, string row, bool isOpen) =>
        Assert.True(await _app.Get<DocumentTables>().Billing.WriteAsync(
            customer, _app.Get<UlidGenerator>().Next().ToString(),
            [DocumentWrite.Insert(row, new { Number = 1 }, new Dictionary<string, object?> { [DocumentTable.OpenColumn] = isOpen })], CancellationToken.None));

    private static object Least(string name) => new { kind = "Corporation", name, nameKana = "ショウテン" };

    private static object Full(string code) => new
    {
        code,
        kind = "Corporation",
        name = "株式会社山田商店",
        nameKana = "やまだ商店".Replace("商店", "しょうてん", StringComparison.Ordinal),
        representative = new { familyName = "山田", givenName = "太郎", familyKana = "ヤマダ", givenKana = "タロウ" },
        clerk = new { familyName = "佐藤", givenName = "花子", familyKana = "さとう", givenKana = "はなこ", department = "経理部" },
        address = new { postalCode = "100-0001", prefecture = "東京都", city = "千代田区", street = "千代田1-1", building = "ビル3F" },
        phone = "03-1234-5678",
        mobile = "090-1234-5678",
        email = "keiri@example.co.jp",
        line = new { userId = "U0123", linkedOn = "2026-04-01" },
        preferredChannel = "Sms",
        consents = new[] { new { channel = "Sms", givenOn = "2026-04-01" } },
        billingParty = new
        {
            name = "山田ホールディングス",
            nameKana = "ヤマダホールディングス",
            address = new { postalCode = "5300001", prefecture = "大阪府", city = "大阪市北区", street = "梅田1-1" },
        },
        payment = new { method = "Provider", provider = "np" },
        feeDeducted = true,
        toritekiho = true,
        needsQualifiedInvoice = false,
        registrationNumber = "T7000012050002",
        notes = "メモ",
    };
}
