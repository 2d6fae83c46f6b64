using Billing.Adapters.Storage.Catalogue;
using Billing.Core.Attributes;
using Billing.Core.Catalogue;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Catalogue;

public sealed class ProductAttributesApiTests : IAsyncLifetime
{
    private AppServer _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppServer.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task B04_Create_AnAttribute_IsListed()
    {
        var made = (await CreateAsync()).Expect(201);
        var read = (await _app.GetAsync($"product-attributes/{made.Id}")).Expect(200);

        Assert.Equal(("プラン", "Choice", true, 2), ((string?)read.Json["name"], (string?)read.Json["type"], (bool)read.Json["required"]!, read.Json["choices"]!.AsArray().Count));
        Assert.Contains(made.Id, (await _app.GetAsync("product-attributes?size=200")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B04_Create_WithoutChoices_IsRefused() =>
        Assert.Equal(
            ["choices:out_of_range"],
            (await _app.SendAsync("POST", "product-attributes", new { name = "プラン", type = "Choice" })).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task B05_Link_ToSeveralProducts_LinksAllInOneWrite()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(3));
        (await LinkAsync(attribute.Id, products)).Expect(200);

        foreach (var product in products)
        {
            Assert.Equal([attribute.Id], await AttributesOfAsync(product));
        }

        (await LinkAsync(attribute.Id, products)).Expect(200); // linked already
        Assert.Equal([attribute.Id], await AttributesOfAsync(products[0]));
    }

    [Fact]
    public async Task B05_Link_WithOneProductThatIsNone_LinksNone()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(2));
        var reply = await LinkAsync(attribute.Id, [products[0], "none", products[1]]);

        Assert.Equal(["productIds[1]:unknown"], reply.Expect(400, "validation_failed").FieldErrors);
        Assert.Empty(await AttributesOfAsync(products[0]));
    }

    [Fact]
    public async Task B05_Link_ToMoreThanOneWriteHolds_IsRefused()
    {
        var attribute = await CreateAsync();
        (await LinkAsync(attribute.Id, [.. Enumerable.Range(0, 46).Select(number => $"p{number}")])).Expect(400, "validation_failed");
        (await LinkAsync(attribute.Id, [])).Expect(400, "validation_failed");
        Assert.Equal(["productIds[1]:id_invalid"], (await LinkAsync(attribute.Id, ["p", "p"])).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B05_Link_ToAsManyAsAWriteHolds_LinksAll()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(45));
        (await LinkAsync(attribute.Id, products, AppServer.Unique("key"))).Expect(200);

        Assert.Equal([attribute.Id], await AttributesOfAsync(products[44]));
    }

    [Fact]
    public async Task B06_Edit_AnAttribute_TakesTheNewContents()
    {
        var made = await CreateAsync();
        (await _app.SendAsync("PUT", $"product-attributes/{made.Id}", new { name = "席数", type = "Number" })).Expect(428);
        (await _app.SendAsync("PUT", $"product-attributes/{made.Id}", new { name = "席数", type = "Number" }, made.ETag)).Expect(200);

        Assert.Equal("Number", (string?)(await _app.GetAsync($"product-attributes/{made.Id}")).Json["type"]);
    }

    [Fact]
    public async Task B06_Edit_TheTypeOfWhatOrdersHaveAnswered_IsRefused()
    {
        var made = await CreateAsync();
        await _app.Get<CatalogueStore>().NoteAnsweredAsync([AttributeId.Parse(made.Id)], CancellationToken.None);

        Assert.Equal(
            ["type:answered"],
            (await _app.SendAsync("PUT", $"product-attributes/{made.Id}", new { name = "席数", type = "Number" }, made.ETag)).Expect(400).FieldErrors);
        (await _app.SendAsync("PUT", $"product-attributes/{made.Id}", new { name = "新プラン", type = "Choice", choices = new[] { "Z" } }, made.ETag)).Expect(200);
    }

    [Fact]
    public async Task B07_Delete_WhatIsLinked_IsProtectedAndNamesTheProducts()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(2));
        var linked = await LinkAsync(attribute.Id, products);
        var refused = (await DeleteAsync(attribute.Id, linked.ETag, "?confirm=true")).Expect(409, "attribute_linked");

        Assert.All(products, product => Assert.Contains(product, refused.Text, StringComparison.Ordinal));
        (await _app.GetAsync($"product-attributes/{attribute.Id}")).Expect(200);
    }

    [Fact]
    public async Task B07_Delete_WhatOrdersHaveAnswered_NeedsAConfirmation()
    {
        var made = await CreateAsync();
        await _app.Get<CatalogueStore>().NoteAnsweredAsync([AttributeId.Parse(made.Id)], CancellationToken.None);

        (await DeleteAsync(made.Id, made.ETag)).Expect(409, "confirmation_required");
        (await DeleteAsync(made.Id, made.ETag, "?confirm=true")).Expect(200);
        (await _app.GetAsync($"product-attributes/{made.Id}")).Expect(404, "attribute_unknown");
    }

    [Fact]
    public async Task B07_Delete_WhatNobodyUses_NeedsNone()
    {
        var made = await CreateAsync();
        var key = AppServer.Unique("key");
        (await DeleteAsync(made.Id, null)).Expect(428);
        (await DeleteAsync(made.Id, made.ETag, key: key)).Expect(200);
        Assert.True((await DeleteAsync(made.Id, made.ETag, key: key)).Expect(200).IsReplayed);
    }

    [Fact]
    public async Task B07_Delete_WhileItIsBeingLinked_NeverLeavesALinkToNothing()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(1));
        var answers = await Task.WhenAll(DeleteAsync(attribute.Id, "*"), LinkAsync(attribute.Id, products));

        var exists = (int)(await _app.GetAsync($"product-attributes/{attribute.Id}")).Status == 200;
        Assert.Equal(exists ? [attribute.Id] : [], await AttributesOfAsync(products[0]));
        Assert.Single(answers, answer => (int)answer.Status == 200);
    }

    [Fact]
    public async Task B08_Unlink_OneProduct_LeavesTheOthers()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(2));
        await LinkAsync(attribute.Id, products);
        (await UnlinkAsync(attribute.Id, products[0])).Expect(200);

        Assert.Empty(await AttributesOfAsync(products[0]));
        Assert.Equal([attribute.Id], await AttributesOfAsync(products[1]));
        (await UnlinkAsync(attribute.Id, products[0])).Expect(404, "attribute_not_linked");
    }

    [Fact]
    public async Task B09_AttributesOf_AProduct_AreAskedInTheOrderOfTheLinks()
    {
        var (first, second, products) = (await CreateAsync(), await CreateAsync(), await ProductsAsync(1));
        await LinkAsync(second.Id, products);
        await LinkAsync(first.Id, products);

        var store = _app.Get<CatalogueStore>();
        var product = await store.FindAsync(ProductId.Parse(products[0]), CancellationToken.None);
        var asked = await store.AttributesOfAsync(product!.Value, CancellationToken.None);
        Assert.Equal([second.Id, first.Id], asked.Select(attribute => attribute.Id.Value));
    }

    [Fact]
    public async Task B05_Link_DoesNotUndoAnEditOfTheProduct()
    {
        var (attribute, products) = (await CreateAsync(), await ProductsAsync(1));
        var before = await _app.GetAsync($"products/{products[0]}");
        await LinkAsync(attribute.Id, products);

        (await _app.SendAsync("PUT", $"products/{products[0]}", ProductsApiTests.Product(name: "二"), before.ETag)).Expect(412);
        var after = await _app.GetAsync($"products/{products[0]}");
        (await _app.SendAsync("PUT", $"products/{products[0]}", ProductsApiTests.Product(name: "二"), after.ETag)).Expect(200);
        Assert.Equal([attribute.Id], await AttributesOfAsync(products[0]));
    }

    private Task<ApiReply> CreateAsync() =>
        _app.SendAsync("POST", "product-attributes", new { name = "プラン", type = "Choice", required = true, choices = new[] { "A", "B" } });

    private async Task<string[]> ProductsAsync(int count)
    {
        var made = await Task.WhenAll(Enumerable.Range(0, count).Select(_ => _app.SendAsync("POST", "products", ProductsApiTests.Product())));
        return [.. made.Select(product => product.Expect(201).Id)];
    }

    private Task<ApiReply> LinkAsync(string attribute, string[] productIds, string? key = null) =>
        _app.SendAsync("POST", $"product-attributes/{attribute}/links", new { productIds }, key: key);

    private Task<ApiReply> UnlinkAsync(string attribute, string product) => _app.SendAsync("DELETE", $"product-attributes/{attribute}/links/{product}");

    private Task<ApiReply> DeleteAsync(string attribute, string? ifMatch, string query = "", string? key = null) =>
        _app.SendAsync("DELETE", $"product-attributes/{attribute}{query}", ifMatch: ifMatch, key: key);

    private async Task<string[]> AttributesOfAsync(string product) =>
        [.. (await _app.GetAsync($"products/{product}")).Expect(200).Json["attributeIds"]!.AsArray().Select(id => (string)id!)];
}
