using System.Globalization;
using System.Text.Json.Nodes;
using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.NpAtobarai;

/// <summary>The stand-in's rules 1 to 7 and the table of fields of providers.md §3; rule 8 is in <c>FaultTests</c>.</summary>
public sealed class NpTests : SandboxTest
{
    [Fact]
    public async Task Rule1_Ids_AreTheDateAndACounterOfFiveDigits()
    {
        Assert.Equal("26112500001", (string?)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]);
        Assert.Equal("26112500002", (string?)(await RegisterAsync("orders-2-1")).Result["np_transaction_id"]);
    }

    [Theory]
    [InlineData(999)]
    [InlineData(1001)]
    public async Task Rule2_SumOfGoods_HasToBeTheAmount(long billed)
    {
        var answer = await RegisterAsync("orders-1-1", order => order["billed_amount"] = billed);

        Assert.Equal((400, "E0100902"), (answer.Code, answer.NpCodes.Single()));
        Assert.Equal("orders-1-1", (string?)answer.Json["errors"]![0]!["id"]);
    }

    [Theory]
    [InlineData("customer_name", "", "E0100048")]
    [InlineData("customer_name", "ﾀﾅｶ", "E0100049")]
    [InlineData("customer_name", "𠮷田", "E0100049")]
    [InlineData("customer_name", "一二三四五六七八九十一二三四五六七八九十一二", "E0100050")]
    [InlineData("customer_name_kana", "ﾀﾅｶ ﾀﾛｳ", "E0100051")]
    [InlineData("customer_name_kana", "アアアアアアアアアアアアアアアアアアアアアアアアアア", "E0100052")]
    [InlineData("company_name", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "E0100054")]
    [InlineData("department", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一", "E0100056")]
    [InlineData("zip_code", "", "E0100057")]
    [InlineData("zip_code", "１０２００８３", "E0100058")]
    [InlineData("zip_code", "102-083", "E0100136")]
    [InlineData("zip_code", "460-0008", "E0100059")]
    [InlineData("address", "", "E0100060")]
    [InlineData("address", "東京都千代田区麹町一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七", "E0100062")]
    [InlineData("tel", "", "E0100063")]
    [InlineData("tel", "+81-90-0000-1234", "E0100064")]
    [InlineData("tel", "090-000-1234", "E0100065")]
    [InlineData("tel", "03-1234-56789", "E0100065")]
    [InlineData("tel", "90-1234-5678", "E0100066")]
    [InlineData("email", "たなか@example.jp", "E0100069")]
    [InlineData("email", "no-at-sign", "E0100071")]
    public async Task Rule2_FieldsOfTheBuyer_AreChecked(string field, string value, string code)
    {
        var answer = await RegisterAsync("orders-1-1", order => order["customer"]![field] = value);

        Assert.Equal((400, code), (answer.Code, answer.NpCodes.Single()));
        Assert.Empty(State.Np.Run(book => book.All()));
    }

    [Theory]
    [InlineData("customer_name", "", "E0100072")]
    [InlineData("zip_code", "102-083", "E0100137")]
    [InlineData("tel", "", "E0100087")]
    public async Task Rule2_DeliveryPlace_HasItsOwnCodes(string field, string value, string code)
    {
        var answer = await RegisterAsync("orders-1-1", order =>
        {
            order["dest_customer"] = order["customer"]!.DeepClone();
            order["dest_customer"]![field] = value;
        });

        Assert.Equal(code, answer.NpCodes.Single());
    }

    [Fact]
    public async Task Rule2_SeveralFaults_AreAllNamed()
    {
        var answer = await RegisterAsync("orders-1-1", order =>
        {
            order["settlement_type"] = "02";
            order["shop_order_date"] = "2026/11/25";
            order["customer"]!["tel"] = "";
        });

        Assert.Equal(["E0100905", "E0100132", "E0100063"], answer.NpCodes);
    }

    [Fact]
    public async Task Rule3_SameNumberAndAmountWithinAMonth_IsADuplicate()
    {
        await RegisterAsync("orders-1-1");

        var again = await RegisterAsync("orders-1-1");
        Time.Advance(TimeSpan.FromDays(30));
        var later = await RegisterAsync("orders-1-1");

        Assert.Equal((400, "E0100901"), (again.Code, again.NpCodes.Single()));
        Assert.Equal(200, later.Code);
        var counts = await CountsAsync("orders-1-1");
        Assert.Equal((3, 2), ((int)counts["registrationCalls"]!, (int)counts["registrations"]!));
    }

    [Theory]
    [InlineData("田中　太郎", "東京都千代田区麹町9-9-9", "090-0000-1234", 55_000, "00", null)]
    [InlineData("田中　太郎", "東京都千代田区麹町9-9-9", "090-0000-1234", 55_001, "20", "NG001")]
    [InlineData("ＮＧ　太郎", "東京都千代田区麹町9-9-9", "090-0000-1234", 1000, "20", "NG999")]
    [InlineData("田中　太郎", "東京都千代田区麹町9-9-9 不備", "090-0000-1234", 1000, "10", "RE009")]
    [InlineData("田中　太郎", "東京都千代田区麹町9-9-9", "090-1234-0000", 1000, "10", "RE021")]
    [InlineData("審査　太郎", "東京都千代田区麹町9-9-9", "090-0000-1234", 1000, "40", null)]
    public async Task Rule4_Credit_IsSteeredByTheData(string name, string address, string tel, long amount, string result, string? reason)
    {
        var answer = await RegisterAsync("orders-1-1", order =>
        {
            (order["customer"]!["customer_name"], order["customer"]!["address"], order["customer"]!["tel"]) = (name, address, tel);
            order["billed_amount"] = amount;
            order["goods"]![0]!["goods_price"] = amount;
        });

        Assert.Equal(result, (string?)answer.Result["authori_result"]);
        Assert.Equal(reason, (string?)answer.Result["authori_ng"] ?? (string?)answer.Result["authori_hold"]?[0]);
        Assert.Equal("2026-11-25T10:00:30+09:00", (string?)answer.Result["authori_required_date"]);
    }

    [Fact]
    public async Task Rule4_Review_EndsAfterSoManyQuestions()
    {
        await ControlAsync("PUT", "np/rules", """{"pendingQuestions":1}""");
        await RegisterAsync("orders-1-1", order => order["customer"]!["customer_name"] = "審査　太郎");

        Assert.Equal("40", (string?)(await AskAsync("orders-1-1")).Result["authori_result"]);
        Assert.Equal("00", (string?)(await AskAsync("orders-1-1")).Result["authori_result"]);
    }

    [Fact]
    public async Task Rule5_InvoiceRequest_OnceAndOnlyWhenCreditIsOk()
    {
        var good = (string)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]!;
        var bad = (string)(await RegisterAsync("orders-2-1", order => order["customer"]!["customer_name"] = "ＮＧ　太郎")).Result["np_transaction_id"]!;

        var first = await InvoiceAsync(good);
        var second = await InvoiceAsync(good);
        var notOk = await InvoiceAsync(bad);

        Assert.Equal(("INVOICE_REQUESTED", "2026-11-25"), ((string?)first.Result["transaction_status"], (string?)first.Result["invoice_requested_date"]));
        Assert.Equal("E0100115", second.NpCodes.Single());
        Assert.Equal("E0100120", notOk.NpCodes.Single());
        var counts = await CountsAsync("orders-1-1");
        Assert.Equal((2, 1), ((int)counts["invoiceRequestCalls"]!, (int)counts["invoiceRequests"]!));
    }

    [Fact]
    public async Task Rule6_Update_ChecksAgainUnderTheSameIdAndNotAfterTheInvoiceRequest()
    {
        var id = (string)(await RegisterAsync("orders-1-1", order => order["customer"]!["address"] = "東京都千代田区 不備")).Result["np_transaction_id"]!;

        var corrected = await UpdateAsync(id, _ => { });
        await InvoiceAsync(id);
        var late = await UpdateAsync(id, _ => { });

        Assert.Equal((id, "00"), ((string?)corrected.Result["np_transaction_id"], (string?)corrected.Result["authori_result"]));
        Assert.Equal("E0100115", late.NpCodes.Single());
    }

    [Fact]
    public async Task Rule6_UpdateOnNg_ChecksAgainUnderTheSameIdAndMayApprove()
    {
        var refused = await RegisterAsync("orders-1-1", order =>
        {
            order["billed_amount"] = 60_000;
            order["goods"]![0]!["goods_price"] = 60_000;
        });
        var id = (string)refused.Result["np_transaction_id"]!;

        var corrected = await UpdateAsync(id, _ => { });

        Assert.Equal(("20", "NG001"), ((string?)refused.Result["authori_result"], (string?)refused.Result["authori_ng"]));
        Assert.Equal((id, "00", null), ((string?)corrected.Result["np_transaction_id"], (string?)corrected.Result["authori_result"], (string?)corrected.Result["authori_ng"]));
        Assert.Equal("CREDIT_OK", await StatusAsync(id));
        Assert.Equal(1, (int)(await CountsAsync("orders-1-1"))["registrations"]!);
    }

    [Fact]
    public async Task Rule6_Update_ToMoreThanTheLimit_LosesTheApproval()
    {
        var id = (string)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]!;

        var answer = await UpdateAsync(id, order =>
        {
            order["billed_amount"] = 60_000;
            order["goods"]![0]!["goods_price"] = 60_000;
        });

        Assert.Equal(("20", "NG001"), ((string?)answer.Result["authori_result"], (string?)answer.Result["authori_ng"]));
        Assert.Equal("E0100120", (await InvoiceAsync(id)).NpCodes.Single());
    }

    [Fact]
    public async Task Rule7_TheClock_IssuesOnTheNextBusinessDayAndAdvancesByTheHalfMonth()
    {
        var id = (string)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]!;
        await ControlAsync("PUT", "np/clock", """{"now":"2026-11-27T18:00:00+09:00"}"""); // a Friday
        await InvoiceAsync(id);

        await ControlAsync("PUT", "np/clock", """{"now":"2026-11-29T23:59:00+09:00"}""");
        Assert.Equal("INVOICE_REQUESTED", await StatusAsync(id));

        await ControlAsync("POST", "np/clock/advance", """{"businessDays":1}""");
        var issued = (await FindAsync(id)).Result;
        Assert.Equal(("INVOICE_ISSUED", "2026-11-30", "2026-12-14"), ((string?)issued["transaction_status"], (string?)issued["invoice_issue_date"], (string?)issued["payment_due_date"]));
        Assert.Null(issued["advance_date"]);

        await ControlAsync("POST", "np/clock/advance", """{"to":"2026-12-15"}""");
        var advanced = (await FindAsync(id)).Result;
        Assert.Equal(("ADVANCED", "2026-12-15"), ((string?)advanced["transaction_status"], (string?)advanced["advance_date"]));

        await ControlAsync("POST", $"np/transactions/{id}/pay", """{"on":"2026-12-16"}""");
        var paid = (await FindAsync(id)).Result;
        Assert.Equal(("PAID", "2026-12-16", "2026-12-15"), ((string?)paid["transaction_status"], (string?)paid["customer_payment_date"], (string?)paid["advance_date"]));
    }

    [Fact]
    public async Task Rule7_PaidBeforeTheAdvance_IsAdvancedLater()
    {
        var id = (string)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]!;
        await InvoiceAsync(id);
        await ControlAsync("POST", $"np/transactions/{id}/issue", "{}");
        await ControlAsync("POST", $"np/transactions/{id}/pay", "{}");
        Assert.Null((await FindAsync(id)).Result["advance_date"]);

        await ControlAsync("POST", "np/clock/advance", """{"days":60}""");

        var found = (await FindAsync(id)).Result;
        Assert.Equal("PAID", (string?)found["transaction_status"]);
        Assert.NotNull(found["advance_date"]);
    }

    [Theory]
    [InlineData("cancel", "CREDIT_OK", "CANCELLED")]
    [InlineData("stop", "INVOICE_REQUESTED", "CREDIT_OK")]
    [InlineData("cancel", "INVOICE_ISSUED", "CANCELLED")]
    [InlineData("reissue", "ADVANCED", "ADVANCED")]
    [InlineData("unpay", "PAID", "ADVANCED")]
    [InlineData("decide", "CREDIT_OK", "CREDIT_NG")]
    public async Task NpsScreen_MovesTheState(string command, string from, string to)
    {
        var id = await InStateAsync(from);

        var answer = await ControlAsync("POST", $"np/transactions/{id}/{command}", command == "decide" ? """{"result":"ng","reason":"NG002"}""" : "{}");

        Assert.Equal(200, answer.Code);
        Assert.Equal(to, await StatusAsync(id));
    }

    [Theory]
    [InlineData("pay", "CREDIT_OK")]
    [InlineData("stop", "INVOICE_ISSUED")]
    [InlineData("cancel", "PAID")]
    [InlineData("nonsense", "CREDIT_OK")]
    public async Task NpsScreen_NotPossibleHere_Is409(string command, string from) =>
        Assert.Equal(409, (await ControlAsync("POST", $"np/transactions/{await InStateAsync(from)}/{command}", "{}")).Code);

    [Fact]
    public async Task Cancelled_UpdateAndInvoice_SayAlreadyCancelled()
    {
        var id = await InStateAsync("CREDIT_OK");
        await ControlAsync("POST", $"np/transactions/{id}/cancel", "{}");

        Assert.Equal("E0100114", (await InvoiceAsync(id)).NpCodes.Single());
        Assert.Equal("E0100114", (await UpdateAsync(id, _ => { })).NpCodes.Single());
        Assert.Equal("2026-11-25", (string?)(await FindAsync(id)).Result["cancelled_date"]);
    }

    [Fact]
    public async Task Find_ByTheMerchantsNumber_FindsAndUnknownIsE0100113()
    {
        await RegisterAsync("orders-1-1");

        var found = await NpAsync("POST", "transactions/find", """{"transactions":[{"shop_transaction_id":"orders-1-1"},{"shop_transaction_id":"orders-9-1"}]}""");

        Assert.Equal(200, found.Code);
        Assert.Equal(("orders-1-1", "CREDIT_OK", 1000L), ((string?)found.Result["shop_transaction_id"], (string?)found.Result["transaction_status"], (long)found.Result["billed_amount"]!));
        Assert.Equal(("orders-9-1", "E0100113"), ((string?)found.Json["errors"]![0]!["id"], found.NpCodes.Single()));
    }

    [Theory]
    [InlineData("""{"transactions":[]}""", "EPRO0101")]
    [InlineData("""{}""", "E0100908")]
    [InlineData("""{"transactions":""", "E0100908")]
    [InlineData("""{"transactions":[{}]}""", "EPRO0105")]
    [InlineData("""{"transactions":[{"np_transaction_id":"123"}]}""", "E0100003")]
    [InlineData("""{"transactions":[{"np_transaction_id":"2611250000X"}]}""", "E0100002")]
    public async Task Requests_WithoutGoodItems_AreRefused(string body, string code)
    {
        var answer = await NpAsync("POST", "transactions/find", body);

        Assert.Equal((400, code), (answer.Code, answer.NpCodes.Single()));
    }

    [Fact]
    public async Task Requests_SameItemTwiceOrTooMany_AreRefused()
    {
        await RegisterAsync("orders-1-1");
        var many = string.Join(',', Enumerable.Repeat("{}", 101));

        var twice = await NpAsync("POST", "transactions/find", """{"transactions":[{"shop_transaction_id":"orders-1-1"},{"shop_transaction_id":"orders-1-1"}]}""");

        Assert.Equal("EPRO0106", twice.NpCodes.Single());
        Assert.Equal("EPRO0102", (await NpAsync("POST", "transactions/find", $$"""{"transactions":[{{many}}]}""")).NpCodes.Single());
    }

    [Theory]
    [InlineData("wrong", "sandbox-terminal", 401)]
    [InlineData("sandbox-sp", "wrong", 403)]
    [InlineData("sandbox-sp", "sandbox-terminal", 400)]
    public async Task Credentials_AreCheckedByAnEmptyQuestion(string sp, string terminal, int status)
    {
        var answer = await SendAsync(Request("POST", "/np/v1/authorizations/find", """{"transactions":[]}""", request =>
        {
            request.Headers.Authorization = Basic("sandbox-merchant", sp);
            request.Headers.Add("X-NP-Terminal-Id", terminal);
        }));

        Assert.Equal(status, answer.Code);
    }

    private async Task<string> InStateAsync(string state)
    {
        var id = (string)(await RegisterAsync("orders-1-1")).Result["np_transaction_id"]!;
        string[] way = ["CREDIT_OK", "INVOICE_REQUESTED", "INVOICE_ISSUED", "ADVANCED", "PAID"];
        string[] steps = ["", "request", "issue", "advance", "pay"];
        foreach (var step in steps.Take(Array.IndexOf(way, state) + 1).Skip(1))
        {
            _ = step == "request" ? await InvoiceAsync(id) : await ControlAsync("POST", $"np/transactions/{id}/{step}", "{}");
        }

        Assert.Equal(state, await StatusAsync(id));
        return id;
    }

    private Task<Answer> RegisterAsync(string number, Action<JsonNode>? change = null) => NpAsync("POST", "transactions", Items(number, change));

    private Task<Answer> UpdateAsync(string id, Action<JsonNode> change) => NpAsync("PATCH", "transactions/update", Items("orders-1-1", order =>
    {
        order["np_transaction_id"] = id;
        change(order);
    }));

    private Task<Answer> AskAsync(string number) => NpAsync("POST", "authorizations/find", $$"""{"transactions":[{"shop_transaction_id":"{{number}}"}]}""");

    private Task<Answer> FindAsync(string id) => NpAsync("POST", "transactions/find", $$"""{"transactions":[{"np_transaction_id":"{{id}}"}]}""");

    private Task<Answer> InvoiceAsync(string id) => NpAsync("POST", "invoices", $$"""{"transactions":[{"np_transaction_id":"{{id}}","service_completed_date":"2026-11-25"}]}""");

    private async Task<string?> StatusAsync(string id) => (string?)(await FindAsync(id)).Result["transaction_status"];

    private async Task<JsonNode> CountsAsync(string number) => (await ControlAsync("GET", "received")).Json["np"]!["transactions"]![number]!;

    private static string Items(string number, Action<JsonNode>? change)
    {
        var order = JsonNode.Parse(string.Create(CultureInfo.InvariantCulture, $$"""
            {"shop_transaction_id":"{{number}}","shop_order_date":"2026-11-25","settlement_type":"air","billed_amount":1000,
             "customer":{"customer_name":"田中　太郎","customer_name_kana":"タナカ　タロウ","zip_code":"102-0083","address":"東京都千代田区麹町9-9-9","tel":"090-0000-1234","email":"taro@example.jp"},
             "goods":[{"goods_name":"作業","goods_price":1000,"quantity":1}]}
            """))!;
        change?.Invoke(order);
        return new JsonObject { ["transactions"] = new JsonArray(order) }.ToJsonString();
    }
}
