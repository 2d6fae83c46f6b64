using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Customers;
using Billing.Functions.Access;
using Billing.Functions.Tests.Harness;

using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Access;

/// <summary>Who calls: the function key alone is the partner's; a principal is believed only where the platform stands before the app (B13).</summary>
public sealed class CallerReaderTests
{
    private static readonly Dictionary<string, string?> Trusting = new()
    {
        ["Access:TrustPrincipal"] = "true",
        ["Access:Partners:0"] = "Operator@Partner.example",
    };

    [Fact]
    public async Task Request_WithoutPrincipal_IsThePartnersSystem()
    {
        await using var app = await StartAsync(null);
        (await PutAsync(app, null)).Expect(201);
    }

    [Fact]
    public async Task Principal_NotTrusted_IsRefusedAndNeverThePartner()
    {
        await using var app = await StartAsync(null);
        (await PutAsync(app, AppServer.SignedIn("operator@partner.example"))).Expect(403, "principal_not_trusted");
    }

    [Theory]
    [InlineData("X-MS-CLIENT-PRINCIPAL-NAME")]
    [InlineData("X-MS-CLIENT-PRINCIPAL-ID")]
    [InlineData("x-ms-client-principal")]
    public async Task PrincipalHeader_OfAnyForm_IsNeverOverlooked(string header)
    {
        await using var app = await StartAsync(null);
        (await PutAsync(app, new() { [header] = "operator@partner.example" })).Expect(403, "principal_not_trusted");
    }

    [Fact]
    public async Task PrincipalHeader_TrustedButWithoutThePrincipalItself_IsNobody()
    {
        await using var app = await StartAsync(Trusting);
        (await PutAsync(app, new() { ["X-MS-CLIENT-PRINCIPAL-NAME"] = "operator@partner.example" })).Expect(403, "not_permitted");
    }

    [Theory]
    [InlineData("operator@partner.example", "email")]
    [InlineData("OPERATOR@partner.example", "emails")]
    [InlineData("operator@partner.example", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress")]
    public async Task Principal_OfAPartnersPerson_IsThePartner(string email, string claim)
    {
        await using var app = await StartAsync(Trusting);
        (await PutAsync(app, AppServer.SignedIn(email, claim))).Expect(201);
    }

    [Theory]
    [InlineData("stranger@partner.example", "email")]
    [InlineData("operator@partner.example", "preferred_username")]
    [InlineData("operator@partner.example", "name")]
    [InlineData("\u212Aoperator@partner.example", "email")]
    [InlineData("not an address", "email")]
    public async Task Principal_OfAnybodyElse_IsRefused(string email, string claim)
    {
        await using var app = await StartAsync(Trusting);
        (await PutAsync(app, AppServer.SignedIn(email, claim))).Expect(403, "not_permitted");
    }

    [Fact]
    public async Task Principal_WithTwoAddresses_IsNobody()
    {
        await using var app = await StartAsync(Trusting);
        var principal = AppServer.Principal(new
        {
            claims = new[] { new { typ = "email", val = "operator@partner.example" }, new { typ = "emails", val = "other@partner.example" } },
        });
        (await PutAsync(app, principal)).Expect(403, "not_permitted");
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("bm90IGpzb24=")]
    [InlineData("W10=")]
    [InlineData("eyJjbGFpbXMiOlsxLHt9LHsidHlwIjoiZW1haWwifV19")]
    public async Task Principal_Malformed_IsNobody(string header)
    {
        await using var app = await StartAsync(Trusting);
        (await PutAsync(app, new() { ["X-MS-CLIENT-PRINCIPAL"] = header })).Expect(403, "not_permitted");
    }

    [Fact]
    public async Task B13_Principal_OfACustomersAccount_IsThatCustomer()
    {
        await using var app = await StartAsync(Trusting);
        var (email, customer) = ($"{AppServer.Unique("clerk")}@customer.example", CustomerId.Parse(AppServer.Unique("C")));
        await KeepAccountAsync(app, email, customer);

        (await PutAsync(app, AppServer.SignedIn(email))).Expect(403, "not_permitted"); // an API of the partner
        (await app.GetAsync("notes", AppServer.SignedIn(email))).Expect(200);
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext();
        context.Request.Headers["X-MS-CLIENT-PRINCIPAL"] = AppServer.SignedIn(email.ToUpperInvariant()).Values.Single();
        var caller = await app.Get<CallerReader>().ReadAsync(context.Request, CancellationToken.None);
        Assert.Equal(customer, Assert.IsType<Caller.CustomerPerson>(caller).Customer);
        Assert.True(caller.Sees(customer));
        Assert.False(caller.Sees(CustomerId.Parse("other")));
        Assert.DoesNotContain("@", caller.Who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_OfAPrincipal_LogsNoAddress()
    {
        await using var app = await StartAsync(Trusting);
        await PutAsync(app, AppServer.SignedIn("stranger@secret.example"));

        Assert.DoesNotContain("secret.example", app.Log.Text, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("Access:TrustPrincipal", "yes", "Access__TrustPrincipal")]
    [InlineData("Access:Partners:3", "nobody", "Access__Partners__3")]
    public void Settings_Faulty_AreNamedWithoutTheirValue(string name, string value, string named)
    {
        List<string> faults = [];
        AccessSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [name] = value }).Build(), faults);

        Assert.StartsWith(named, Assert.Single(faults), StringComparison.Ordinal);
        Assert.DoesNotContain(value, faults[0], StringComparison.Ordinal);
    }

    private static Task<AppServer> StartAsync(Dictionary<string, string?>? settings) => AppServer.StartAsync(settings, [typeof(NotesApi)]);

    private static Task<ApiReply> PutAsync(AppServer app, Dictionary<string, string>? headers) =>
        app.SendAsync("PUT", $"notes/{AppServer.Unique("a")}", new { text = "a" }, headers: headers);

    private static async Task KeepAccountAsync(AppServer app, string email, CustomerId customer)
    {
        var account = new CustomerAccount(CustomerAccounts.IdOf(email), email, customer, app.Clock.GetUtcNow());
        Assert.True(await app.Get<DocumentTables>().Customers.WriteAsync(
            CustomerRows.Partition, app.Get<UlidGenerator>().Next().ToString(), [DocumentWrite.Insert(CustomerAccounts.Row(email), account)], CancellationToken.None));
    }
}
