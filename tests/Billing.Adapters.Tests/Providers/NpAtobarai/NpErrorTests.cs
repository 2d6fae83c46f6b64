using Billing.Adapters.Tests.Http;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Tests.Providers.NpAtobarai;

/// <summary>The error table of providers §2.5, row by row, as it comes back from a registration.</summary>
public sealed class NpErrorTests
{
    public static TheoryData<string, string, string?> Rows()
    {
        var rows = new TheoryData<string, string, string?>();
        Data(rows, "CustomerName", "E0100048", "E0100049", "E0100050");
        Data(rows, "CustomerNameKana", "E0100051", "E0100052");
        Data(rows, "CompanyName", "E0100053", "E0100054");
        Data(rows, "Department", "E0100055", "E0100056");
        Data(rows, "PostalCode", "E0100057", "E0100058", "E0100136", "E0100059");
        Data(rows, "Address", "E0100060", "E0100061", "E0100062", "E0100072", "E0100091", "E0100137");
        Data(rows, "Phone", "E0100063", "E0100064", "E0100065", "E0100066", "E0100067");
        Data(rows, "Email", "E0100068", "E0100069", "E0100070", "E0100071");
        Data(rows, "ServiceCompletedOn", "E0100105", "E0100110", "EPRO0109", "E0100111", "E0100143", "E0100124", "E0100126");
        Other(rows, "Bug", "EPRO0101", "EPRO0102", "EPRO0105", "EPRO0106", "E0100002", "E0100003");
        Other(rows, "Configuration", "EPRO0107", "E0100132");
        Other(rows, "State", "E0100113", "E0100114", "E0100118", "E0100115", "E0100120", "E0100121", "E0100131", "E0131006", "E0131011");
        Other(rows, "Duplicate", "E0100901");
        Other(rows, "Bug", "E0999999");
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task RegisterAsync_ErrorCode_IsTheTablesRow(string code, string expected, string? meaning)
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, "orders-101-1", code));

        var refusal = Refusal(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));

        Assert.Equal((code, expected), (refusal.Code, refusal.Class.ToString()));
        Assert.Equal(meaning, refusal.Faults.Select(fault => fault.Meaning).SingleOrDefault());
        Assert.NotEmpty(refusal.MessageJa);
        Assert.NotEmpty(refusal.MessageEn);
        Assert.Single(service.Requests);
    }

    [Theory]
    [InlineData("E0109002")]
    [InlineData("E0109003")]
    public async Task RegisterAsync_FeeSystemFails_IsUnavailable(string code)
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, "orders-101-1", code));

        var answer = await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None);

        Assert.Equal(code, Assert.IsType<ProviderAnswer<CreditAnswer>.Unavailable>(answer).Code);
    }

    [Fact]
    public async Task RegisterAsync_SeveralCodes_GiveAFaultEachAndTheDataOnesLead()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(400, "orders-101-1", "EPRO0105", "E0100050", "E0100062"));

        var refusal = Refusal(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));

        Assert.Equal(("E0100050", RefusalClass.Data), (refusal.Code, refusal.Class));
        Assert.Equal(["CustomerName", "Address"], refusal.Faults.Select(fault => fault.Meaning));
    }

    [Fact]
    public async Task RegisterAsync_ErrorWithoutId_IsOurs()
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(400, """{"errors":[{"codes":["E0100060"]}]}"""));

        Assert.Equal("E0100060", Refusal(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None)).Code);
    }

    [Fact]
    public async Task RegisterAsync_ErrorBesideResultsOf200_IsRefused()
    {
        await using var service = await FakeService.StartAsync(_ => NpKit.Errors(200, "orders-101-1", "E0100059"));

        Assert.Equal("E0100059", Refusal(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None)).Code);
    }

    [Theory]
    [InlineData(401, "Configuration")]
    [InlineData(403, "Configuration")]
    [InlineData(404, "Configuration")]
    [InlineData(302, "Configuration")]
    [InlineData(400, "Bug")]
    public async Task RegisterAsync_StatusWithoutCodes_IsRefusedByStatus(int status, string expected)
    {
        await using var service = await FakeService.StartAsync(_ => new Answer(status, "<html></html>", "text/html"));

        var refusal = Refusal(await NpKit.Provider(service).RegisterAsync(NpKit.Number, NpKit.Order, CancellationToken.None));

        Assert.Equal(($"http_{status}", expected), (refusal.Code, refusal.Class.ToString()));
    }

    private static ProviderRefusal Refusal(ProviderAnswer<CreditAnswer> answer) => Assert.IsType<ProviderAnswer<CreditAnswer>.Refused>(answer).Refusal;

    private static void Data(TheoryData<string, string, string?> rows, string meaning, params string[] codes) =>
        Array.ForEach(codes, code => rows.Add(code, "Data", meaning));

    private static void Other(TheoryData<string, string, string?> rows, string expected, params string[] codes) =>
        Array.ForEach(codes, code => rows.Add(code, expected, null));
}
