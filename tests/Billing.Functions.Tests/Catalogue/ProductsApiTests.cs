using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Catalogue;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Catalogue;

public sealed class ProductsApiTests : IAsyncLifetime
{
    private AppServer _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppServer.StartAsync(
        new Dictionary<string, string?> { ["Access:TrustPrincipal"] = "true", ["Access:Partners:0"] = "op@partner.example" });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task B01_Create_AProduct_Is作成中()
    {
        var made = (await _app.SendAsync("POST", "products", Product())).Expect(201);
        var read = (await _app.GetAsync($"products/{made.Id}")).Expect(200);

        Assert.Equal($"/api/products/{made.Id}", made.Location);
        Assert.Equal(made.ETag, read.ETag);
        Assert.Equal(("Draft", "作成中", "クラウド"), ((string?)read.Json["status"], (string?)read.Json["statusJa"], (string?)read.Json["name"]));
        Assert.Equal((5000, 1200, true, 2), ((int)read.Json["initialFee"]!, (int)read.Json["monthlyFee"]!, (bool)read.Json["initialFeeByQuantity"]!, (int)read.Json["freeMonths"]!));
        Assert.Equal((20, 3), ((int)read.Json["cycle"]!["closingDay"]!, (int)read.Json["cycle"]!["intervalMonths"]!));
    }

    [Fact]
    public async Task B01_Create_AsPublished_IsRefused() =>
        Assert.Equal(["status:must_be_draft"], (await _app.SendAsync("POST", "products", Product(status: "Published"))).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task B02_Edit_ToPublished_MakesIt公開中()
    {
        var made = await _app.SendAsync("POST", "products", Product());
        (await _app.SendAsync("PUT", $"products/{made.Id}", Product(status: "Published"), made.ETag)).Expect(200);

        Assert.Equal("公開中", (string?)(await _app.GetAsync($"products/{made.Id}")).Json["statusJa"]);
        var stored = await _app.Get<CatalogueStore>().FindAsync(ProductId.Parse(made.Id), CancellationToken.None);
        Assert.True(stored!.Value.CanBeSold);
    }

    [Theory]
    [InlineData("Draft")]
    [InlineData("Published")]
    public async Task B03_Edit_InBothStates_TakesTheNewContents(string status)
    {
        var made = await _app.SendAsync("POST", "products", Product());
        var staged = (await _app.SendAsync("PUT", $"products/{made.Id}", Product(status: status), made.ETag)).Expect(200);
        (await _app.SendAsync("PUT", $"products/{made.Id}", Product(name: "新名称"), staged.ETag)).Expect(200);

        var read = await _app.GetAsync($"products/{made.Id}");
        Assert.Equal(("新名称", status), ((string?)read.Json["name"], (string?)read.Json["status"])); // left out, the status stays
    }

    [Fact]
    public async Task B03_Edit_OfAnOldVersion_Is412()
    {
        var made = await _app.SendAsync("POST", "products", Product());
        await _app.SendAsync("PUT", $"products/{made.Id}", Product(name: "二"), made.ETag);

        (await _app.SendAsync("PUT", $"products/{made.Id}", Product(name: "三"), made.ETag)).Expect(412, "precondition_failed");
        (await _app.SendAsync("PUT", $"products/{made.Id}", Product(name: "三"))).Expect(428, "precondition_required");
    }

    [Fact]
    public async Task B03_Edit_IsAuditedByFieldName()
    {
        var made = await _app.SendAsync("POST", "products", Product());
        await _app.SendAsync("PUT", $"products/{made.Id}", Product(name: "二", status: "Published"), made.ETag, headers: AppServer.SignedIn("op@partner.example"));

        var store = _app.Get<CatalogueStore>();
        var entries = await store.Table.ListAsync<AuditEntry>(
            CatalogueStore.Partition, AuditEntry.Prefix(CatalogueStore.Row(ProductId.Parse(made.Id))), null, 10, CancellationToken.None);
        Assert.Equal(["created", "edited"], entries.Items.Select(entry => entry.Value.Action));
        Assert.Equal(["name", "status", "statusJa"], entries.Items[1].Value.Fields);
        Assert.Equal(["system", "partner:op@partner.example"], entries.Items.Select(entry => entry.Value.Who));
    }

    [Fact]
    public async Task B01_Create_WithFaultyFields_NamesEach()
    {
        var reply = await _app.SendAsync("POST", "products", new { id = "a b", name = "", pattern = "MonthlyOnly", initialFee = 1, freeMonths = 99, basis = "TaxExcluded" });

        Assert.Equal(
            ["freeMonths:out_of_range", "id:id_invalid", "initialFee:not_in_pattern", "name:required", "tax:required"],
            reply.Expect(400, "validation_failed").FieldErrors.Order());
    }

    [Theory]
    [InlineData("""{"name":"a","pattern":"Sometimes"}""", "pattern:invalid")]
    [InlineData("""{"name":"a","monthlyFee":1.5}""", "monthlyFee:invalid")]
    [InlineData("""{"name":"a","monthlyFee":"100"}""", "monthlyFee:invalid")]
    [InlineData("""{"name":"a","price":100}""", "price:invalid")]
    public async Task B01_Create_WithValuesOfTheWrongKind_NamesTheField(string body, string error) =>
        Assert.Equal([error], (await _app.SendAsync("POST", "products", body)).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task B01_Create_UnderAnIdThatIsTaken_Is409()
    {
        var id = AppServer.Unique("P");
        (await _app.SendAsync("POST", "products", Product(id: id))).Expect(201);
        (await _app.SendAsync("POST", "products", Product(id: id))).Expect(409, "product_exists");
    }

    [Fact]
    public async Task B01_Create_RepeatedUnderItsKey_MakesOne()
    {
        var key = AppServer.Unique("key");
        var first = (await _app.SendAsync("POST", "products", Product(), key: key)).Expect(201);
        var second = (await _app.SendAsync("POST", "products", Product(), key: key)).Expect(201);

        Assert.Equal((first.Id, true), (second.Id, second.IsReplayed));
        (await _app.SendAsync("POST", "products", Product(name: "別"), key: key)).Expect(409, "idempotency_key_reused");
    }

    [Fact]
    public async Task B01_Create_ForASupplierThatDoesNotExist_IsRefused() =>
        Assert.Equal(["supplierId:unknown"], (await _app.SendAsync("POST", "products", Product(supplier: "nobody"))).Expect(400).FieldErrors);

    [Fact]
    public async Task B02_List_ByStatus_ShowsOnlyThat()
    {
        var made = await _app.SendAsync("POST", "products", Product());
        await _app.SendAsync("PUT", $"products/{made.Id}", Product(status: "Published"), made.ETag);

        Assert.Contains(made.Id, await ListAsync("published"));
        Assert.DoesNotContain(made.Id, await ListAsync("draft"));
        (await _app.GetAsync("products?status=1")).Expect(400, "validation_failed");
    }

    [Fact]
    public async Task Get_AProductThatIsNone_Is404()
    {
        (await _app.GetAsync("products/none")).Expect(404, "product_unknown");
        (await _app.GetAsync("products/a%20b")).Expect(404, "product_unknown");
    }

    [Fact]
    public async Task Anything_ByAStranger_IsRefused()
    {
        var stranger = AppServer.SignedIn("stranger@example.com");
        (await _app.GetAsync("products", stranger)).Expect(403, "not_permitted");
        (await _app.SendAsync("POST", "products", Product(), headers: stranger)).Expect(403, "not_permitted");
    }

    internal static object Product(string name = "クラウド", string? status = null, string? id = null, string? supplier = null) => new
    {
        id,
        name,
        status,
        pattern = "InitialAndMonthly",
        initialFee = 5000,
        monthlyFee = 1200,
        initialFeeByQuantity = true,
        freeMonths = 2,
        tax = "Standard",
        basis = "TaxExcluded",
        supplierId = supplier,
        cycle = new { closingDay = 20, intervalMonths = 3 },
    };

    private async Task<List<string>> ListAsync(string status)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await _app.GetAsync($"products?status={status}&size=200&cursor={cursor}")).Expect(200).Json;
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["cursor"];
        }

        return ids;
    }
}
