using System.Net.Http.Headers;
using System.Text;

using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Suppliers;

public sealed class SupplierInvoicesApiTests : IAsyncLifetime
{
    private const string Header = "number,month,description,amount,quantity,tax\r\n";
    private AppServer _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppServer.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task B45_Suppliers_AreMadeEditedAndListed()
    {
        var made = (await _app.SendAsync("POST", "suppliers", new { name = "回線会社", registrationNumber = "T7000012050002" })).Expect(201);
        (await _app.SendAsync("PUT", $"suppliers/{made.Id}", new { name = "新会社" }, made.ETag)).Expect(200);
        (await _app.SendAsync("PUT", $"suppliers/{made.Id}", new { name = "遅い" }, made.ETag)).Expect(412);

        Assert.Equal("新会社", (string?)(await _app.GetAsync($"suppliers/{made.Id}")).Json["name"]);
        Assert.Contains(made.Id, (await _app.GetAsync("suppliers?size=200")).Text, StringComparison.Ordinal);
        Assert.Equal(["registrationNumber:registration_number_invalid"], (await _app.SendAsync("POST", "suppliers", new { name = "x", registrationNumber = "T1" })).Expect(400).FieldErrors);
        (await _app.SendAsync("POST", "suppliers", new { id = made.Id, name = "x" })).Expect(409, "supplier_exists");
    }

    [Fact]
    public async Task B45_Import_JsonAndCsv_AreOneTable()
    {
        var (first, second, month) = (await SupplierAsync(), await SupplierAsync(), "2031-05");
        (await JsonAsync(first, Invoice("A-1", month))).Expect(201);
        var csv = (await CsvAsync(second, Header + $"B-1,{month},保守,300,1,Standard\r\nB-1,{month},機器,500,1,Reduced\r\n")).Expect(201);

        Assert.Equal((1, 2, 800), ((int)csv.Json["invoices"]!, (int)csv.Json["lines"]!, (int)csv.Json["total"]!));
        var listed = (await _app.GetAsync($"supplier-invoices?month={month}")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(
            [(first, "A-1", 1000), (second, "B-1", 800)],
            listed.Select(item => ((string)item!["supplierId"]!, (string)item["number"]!, (int)item["total"]!)).OrderBy(item => item.Item2));
        var own = (await _app.GetAsync($"supplier-invoices?month={month}&supplier={second}")).Json["items"]!.AsArray();
        Assert.Equal(["保守", "機器"], own.Single()!["lines"]!.AsArray().Select(line => (string)line!["description"]!));
        Assert.Single((await _app.GetAsync($"supplier-invoices?supplier={first}")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task B45_Import_ANumberThatWasTakenIn_IsRefusedWhateverItsMonth()
    {
        var supplier = await SupplierAsync();
        (await JsonAsync(supplier, Invoice("A-1", "2026-10"))).Expect(201);
        var again = await JsonAsync(supplier, Invoice("A-2", "2026-11"), Invoice("A-1", "2026-11"));

        Assert.Equal(["invoices[1].number:taken_in_before"], again.Expect(400, "validation_failed").FieldErrors);
        Assert.Single((await _app.GetAsync($"supplier-invoices?supplier={supplier}")).Json["items"]!.AsArray()); // the other one neither
        (await JsonAsync(await SupplierAsync(), Invoice("A-1", "2026-10"))).Expect(201); // another supplier's numbers are its own
    }

    [Fact]
    public async Task B45_Import_TheSameFileTwiceAtOnce_IsTakenInOnce()
    {
        var supplier = await SupplierAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => JsonAsync(supplier, Invoice("A-1", "2026-10"))));

        Assert.Single(answers, answer => (int)answer.Status == 201);
        Assert.Single((await _app.GetAsync($"supplier-invoices?supplier={supplier}")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task B45_Import_ShiftJis_ComesOutAsItWas()
    {
        var supplier = await SupplierAsync();
        var bytes = CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetBytes(Header + "Z-1,2026-10,髙島屋ﾈｯﾄ,300,1,Standard\r\n");
        (await BytesAsync(supplier, bytes, "shift_jis")).Expect(201);

        Assert.Contains("髙島屋ﾈｯﾄ", (await _app.GetAsync($"supplier-invoices?supplier={supplier}")).Text, StringComparison.Ordinal);
        Assert.Equal(["csv:encoding_invalid"], (await BytesAsync(supplier, bytes, "utf-8")).Expect(400).FieldErrors);
        (await BytesAsync(supplier, bytes, "utf-16")).Expect(415, "media_type_unsupported");
    }

    [Fact]
    public async Task B45_Import_FaultyInvoices_NameEachFieldAndTakeNothingIn()
    {
        var supplier = await SupplierAsync();
        var reply = await _app.SendAsync(
            "POST", $"suppliers/{supplier}/invoices",
            """{"invoices":[{"number":"A","month":"2026-10","total":5,"lines":[{"description":"x","amount":4}]},{"number":"A","month":"2026-10","lines":[{"description":"y","amount":1},null]}]}""");

        Assert.Equal(
            ["invoices[0].total:total_mismatch", "invoices[1].lines[1].description:required", "invoices[1].number:duplicate"],
            reply.Expect(400, "validation_failed").FieldErrors);
        Assert.Empty((await _app.GetAsync($"supplier-invoices?supplier={supplier}")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task B45_Import_MoreThanOneWriteHolds_IsRefused()
    {
        var supplier = await SupplierAsync();
        (await JsonAsync(supplier, [.. Enumerable.Range(0, 31).Select(number => Invoice($"A-{number}", "2026-10"))])).Expect(400, "validation_failed");
        (await JsonAsync(supplier)).Expect(400, "validation_failed");
        (await JsonAsync(supplier, [.. Enumerable.Range(0, 30).Select(number => Invoice($"A-{number}", "2026-10"))])).Expect(201);
    }

    [Fact]
    public async Task B45_Import_ForASupplierThatIsNone_Is404() => (await JsonAsync("none", Invoice("A", "2026-10"))).Expect(404, "supplier_unknown");

    private static object Invoice(string number, string month) =>
        new { number, month, lines = new[] { new { description = "回線", amount = 1000, quantity = 2, tax = "Standard" } } };

    private async Task<string> SupplierAsync() => (await _app.SendAsync("POST", "suppliers", new { id = AppServer.Unique("S"), name = "仕入先" })).Expect(201).Id;

    private Task<ApiReply> JsonAsync(string supplier, params object[] invoices) => _app.SendAsync("POST", $"suppliers/{supplier}/invoices", new { invoices });

    private Task<ApiReply> CsvAsync(string supplier, string text) => BytesAsync(supplier, Encoding.UTF8.GetBytes("\uFEFF" + text), "utf-8");

    private async Task<ApiReply> BytesAsync(string supplier, byte[] bytes, string charset)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("text/csv", charset);
        using var answer = await _app.Http.PostAsync(new Uri($"suppliers/{supplier}/invoices", UriKind.Relative), content);
        return await ApiReply.ReadAsync(answer);
    }
}
