using Billing.Functions.Tests.Catalogue;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Contracts;

/// <summary>Products, customers, basic contracts and orders, made through the API. It is 25 November 2026 in Tokyo.</summary>
internal sealed class Shop(AppServer app)
{
    /// <param name="storage">A store of its own; null for the one that tests share.</param>
    public static async Task<Shop> OpenAsync(string? storage = null)
    {
        var settings = new Dictionary<string, string?> { ["Access:TrustPrincipal"] = "true", ["Access:Partners:0"] = "op@partner.example" };
        if (storage is not null)
        {
            settings["AzureWebJobsStorage"] = storage;
        }

        return new Shop(await AppServer.StartAsync(settings));
    }

    public AppServer App => app;

    public async Task<string> ProductAsync(bool published = true, string name = "クラウド")
    {
        var made = (await app.SendAsync("POST", "products", ProductsApiTests.Product(name))).Expect(201);
        if (published)
        {
            (await app.SendAsync("PUT", $"products/{made.Id}", ProductsApiTests.Product(name, "Published"), made.ETag)).Expect(200);
        }

        return made.Id;
    }

    public async Task<string> CustomerAsync() =>
        (await app.SendAsync("POST", "customers", new { kind = "Corporation", name = "株式会社山田", nameKana = "ヤマダ", payment = new { method = "DirectDebit" } })).Expect(201).Id;

    /// <summary>The headers of a person of the customer who has signed in.</summary>
    public async Task<Dictionary<string, string>> SignInAsync(string customer)
    {
        var email = $"{AppServer.Unique("clerk")}@customer.example";
        (await app.SendAsync("POST", $"customers/{customer}/accounts", new { email })).Expect(201);
        return AppServer.SignedIn(email);
    }

    public Task<ApiReply> BasicAsync(string customer, bool startNow = true, params string[] products) =>
        app.SendAsync("POST", "basic-contracts", new { customerId = customer, name = "基本契約", productIds = products, startNow });

    /// <summary>A basic contract on sale, for a new customer and a new product.</summary>
    public async Task<(string Customer, string Product, string Basic)> OnSaleAsync()
    {
        var (customer, product) = (await CustomerAsync(), await ProductAsync());
        return (customer, product, (await BasicAsync(customer, products: product)).Expect(201).Id);
    }

    public Task<ApiReply> OrderAsync(
        string basic, string product, int quantity = 10, string? key = null, IReadOnlyDictionary<string, string>? headers = null, object? attributes = null) =>
        app.SendAsync(
            "POST", "orders",
            new { kind = "New", basicContractId = basic, source = headers is null ? "Phone" : null, lines = new[] { new { productId = product, quantity, contractName = "本社", attributes } } },
            key: key, headers: headers);

    public Task<ApiReply> ChangeAsync(string kind, string contract, int? quantity = null, string? key = null, IReadOnlyDictionary<string, string>? headers = null) =>
        app.SendAsync("POST", "orders", new { kind, contractId = contract, quantity, source = headers is null ? "Fax" : null }, key: key, headers: headers);

    public Task<ApiReply> CompleteAsync(string order, string on = "2026-12-01", string? key = null, IReadOnlyDictionary<string, string>? headers = null) =>
        app.SendAsync("POST", $"orders/{order}/complete", new { completedOn = on }, key: key, headers: headers);

    /// <summary>A contract of ten units whose billing starts on that day.</summary>
    public async Task<(string Customer, string Contract)> ContractAsync(string start = "2026-12-01")
    {
        var (customer, product, basic) = await OnSaleAsync();
        var order = (await OrderAsync(basic, product)).Expect(201).Id;
        (await CompleteAsync(order, start)).Expect(200);
        return (customer, order + "-01");
    }

    public async Task<int> QuantityAsync(string contract) => (int)(await app.GetAsync($"contracts/{contract}")).Expect(200).Json["quantity"]!;

    public static string[] Warnings(ApiReply reply) => [.. reply.Json["warnings"]!.AsArray().Select(warning => (string)warning!["code"]!)];

    public Task<ApiReply> ProgressAsync(string order, string stage, string on) => app.SendAsync("POST", $"orders/{order}/progress", new { stage, on });

    public static string? Text(ApiReply reply, string field) => (string?)reply.Json[field];
}
