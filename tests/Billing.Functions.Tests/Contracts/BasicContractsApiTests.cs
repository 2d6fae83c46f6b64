using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Functions.Contracts;
using Billing.Functions.Tests.Harness;

using Functions.CustomHandler;

namespace Billing.Functions.Tests.Contracts;

public sealed class BasicContractsApiTests : IAsyncLifetime
{
    private Shop _shop = null!;

    private AppServer App => _shop.App;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task B14_Create_OffersProductsToOneCustomer()
    {
        var (customer, first, second) = (await _shop.CustomerAsync(), await _shop.ProductAsync(), await _shop.ProductAsync());
        var made = (await _shop.BasicAsync(customer, products: [first, second])).Expect(201);
        var read = (await App.GetAsync($"basic-contracts/{made.Id}")).Expect(200);

        Assert.Equal((made.ETag, customer), (read.ETag, (string?)read.Json["customerId"]));
        Assert.Equal([first, second], read.Json["productIds"]!.AsArray().Select(id => (string)id!));
        Assert.Equal([made.Id], await ListAsync($"customer={customer}"));
    }

    [Fact]
    public async Task B14_Create_WithFaults_NamesEach()
    {
        var customer = await _shop.CustomerAsync();
        Assert.Equal(["productIds[0]:unknown"], (await _shop.BasicAsync(customer, products: "none")).Expect(400, "validation_failed").FieldErrors);
        Assert.Equal(["productIds:out_of_range"], (await _shop.BasicAsync(customer)).Expect(400).FieldErrors);
        (await _shop.BasicAsync("nobody", products: "none")).Expect(404, "customer_unknown");
        (await App.SendAsync("POST", "basic-contracts", new { name = "x" })).Expect(404, "customer_unknown");
    }

    [Fact]
    public async Task B14_Create_WithAProductThatIs作成中_IsWarned() =>
        Assert.Equal(["product_not_published"], Shop.Warnings((await _shop.BasicAsync(await _shop.CustomerAsync(), products: await _shop.ProductAsync(published: false))).Expect(201)));

    [Fact]
    public async Task B15_Create_すぐに販売開始_Is販売中FromToday() => Assert.Equal(("OnSale", "販売中", "2026-11-25"), await StatusAsync((await MadeAsync(startNow: true)).Id));

    [Fact]
    public async Task B16_Create_保存_Is作成中() => Assert.Equal(("Draft", "作成中", null), await StatusAsync((await MadeAsync(startNow: false)).Id));

    [Fact]
    public async Task B17_Start_作成中_Is販売中DatedToday()
    {
        var made = await MadeAsync(startNow: false);
        (await StartAsync(made.Id, null)).Expect(200);

        Assert.Equal(("OnSale", "販売中", "2026-11-25"), await StatusAsync(made.Id));
    }

    [Fact]
    public async Task B18_Start_WithADate_Becomes販売中OnThatDateInTokyoThoughNoTimerRan()
    {
        var (customer, product) = (await _shop.CustomerAsync(), await _shop.ProductAsync());
        var made = (await _shop.BasicAsync(customer, startNow: false, product)).Expect(201);
        (await StartAsync(made.Id, "2026-12-01")).Expect(200);
        (await _shop.OrderAsync(made.Id, product)).Expect(409, "basic_contract_not_on_sale");

        App.Clock.MoveTo(new DateTimeOffset(2026, 11, 30, 14, 59, 0, TimeSpan.Zero)); // 23:59 in Tokyo
        Assert.Equal(("Scheduled", "販売予定", "2026-12-01"), await StatusAsync(made.Id));
        App.Clock.MoveTo(new DateTimeOffset(2026, 11, 30, 15, 0, 0, TimeSpan.Zero)); // midnight in Tokyo
        Assert.Equal(("OnSale", "販売中", "2026-12-01"), await StatusAsync(made.Id));
        Assert.Equal([made.Id], await ListAsync($"customer={customer}&status=OnSale"));
        (await _shop.OrderAsync(made.Id, product)).Expect(201);
    }

    [Fact]
    public async Task B18_Timer_LateAndTwice_WritesItDownOnce()
    {
        var made = await MadeAsync(startNow: false);
        var customer = CustomerId.Parse((string)(await App.GetAsync($"basic-contracts/{made.Id}")).Json["customerId"]!);
        (await StartAsync(made.Id, "2026-12-05")).Expect(200);
        await TimerAsync();
        Assert.Equal(BasicContractStatus.Scheduled, await StoredAsync(customer, made.Id));

        App.Clock.MoveTo(new DateTimeOffset(2026, 12, 20, 1, 0, 0, TimeSpan.Zero));
        await TimerAsync();
        await TimerAsync();

        Assert.Equal(BasicContractStatus.OnSale, await StoredAsync(customer, made.Id));
        Assert.Equal(("OnSale", "販売中", "2026-12-05"), await StatusAsync(made.Id));
        Assert.Single(await AuditAsync(customer, made.Id), entry => entry.Action == "sale_started");
    }

    [Theory]
    [InlineData("2026-11-25")]
    [InlineData("2026-11-24")]
    [InlineData("2099-01-01")]
    public async Task B18_Start_WithADateThatDoesNotLieAhead_IsRefused(string date) =>
        Assert.Equal(["saleStart:out_of_range"], (await StartAsync((await MadeAsync(startNow: false)).Id, date)).Expect(400).FieldErrors);

    [Fact]
    public async Task B19_Start_WhatIsNot作成中_IsRefused()
    {
        (await StartAsync((await MadeAsync(startNow: true)).Id, null)).Expect(409, "status_fixed");
        var scheduled = await MadeAsync(startNow: false);
        (await StartAsync(scheduled.Id, "2027-03-01")).Expect(200);
        (await StartAsync(scheduled.Id, null)).Expect(409, "status_fixed");
        (await StartAsync(scheduled.Id, "2027-04-01")).Expect(409, "status_fixed");
    }

    [Fact]
    public async Task B19_Start_TwiceAtOnce_StartsOnce()
    {
        var made = await MadeAsync(startNow: false);
        var replies = await Task.WhenAll(StartAsync(made.Id, null), StartAsync(made.Id, "2027-05-01"));

        Assert.Single(replies, reply => (int)reply.Status == 200);
        Assert.Single(replies, reply => reply.Code == "status_fixed");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task B20_Edit_Contents_LeavesTheStatus(bool startNow)
    {
        var (made, product) = (await MadeAsync(startNow), await _shop.ProductAsync());
        var status = await StatusAsync(made.Id);
        (await App.SendAsync("PUT", $"basic-contracts/{made.Id}", new { name = "新名称", productIds = new[] { product } })).Expect(428);
        (await App.SendAsync("PUT", $"basic-contracts/{made.Id}", new { name = "新名称", notes = "備考", productIds = new[] { product } }, made.ETag)).Expect(200);

        var read = await App.GetAsync($"basic-contracts/{made.Id}");
        Assert.Equal(("新名称", "備考", product), ((string?)read.Json["name"], (string?)read.Json["notes"], (string?)read.Json["productIds"]![0]));
        Assert.Equal(status, await StatusAsync(made.Id));
        (await App.SendAsync("PUT", $"basic-contracts/{made.Id}", new { name = "遅い", productIds = new[] { product } }, made.ETag)).Expect(412);
    }

    [Fact]
    public async Task B20_Edit_CustomerOrStart_IsRefused()
    {
        var made = await MadeAsync(startNow: false);
        var reply = await App.SendAsync("PUT", $"basic-contracts/{made.Id}", new { customerId = "other", startNow = true, name = "x", productIds = new[] { "p" } }, made.ETag);

        Assert.Equal(["customerId:immutable", "startNow:immutable"], reply.Expect(400).FieldErrors.Order());
    }

    [Fact]
    public async Task B41_ACustomer_SeesItsOwnBasicContractsOnSaleAndTheirOffers()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var draft = (await _shop.BasicAsync(customer, startNow: false, product)).Id;
        var (own, other) = (await _shop.SignInAsync(customer), await _shop.SignInAsync(await _shop.CustomerAsync()));

        Assert.Equal([basic], await ListAsync("", own));
        (await App.GetAsync($"basic-contracts/{draft}", own)).Expect(404, "basic_contract_unknown");
        (await App.GetAsync($"basic-contracts/{basic}", other)).Expect(404, "basic_contract_unknown");
        (await App.GetAsync($"basic-contracts/{basic}/offers", other)).Expect(404, "basic_contract_unknown");
        (await App.GetAsync($"basic-contracts?customer={customer}", other)).Expect(404, "customer_unknown");
        var offer = (await App.GetAsync($"basic-contracts/{basic}/offers", own)).Expect(200).Json["offers"]![0]!;
        Assert.Equal((product, 5000, 1200), ((string?)offer["productId"], (int)offer["initialFee"]!, (int)offer["monthlyFee"]!));
        (await App.SendAsync("POST", "basic-contracts", new { customerId = customer, name = "x", productIds = new[] { product } }, headers: own)).Expect(403, "not_permitted");
        (await App.SendAsync("POST", $"basic-contracts/{basic}/start", new { }, headers: own)).Expect(403, "not_permitted");
    }

    [Fact]
    public async Task B21_Offers_ShowPublishedProductsWithWhatIsAsked()
    {
        var (customer, product, draft) = (await _shop.CustomerAsync(), await _shop.ProductAsync(), await _shop.ProductAsync(published: false));
        var attribute = (await App.SendAsync("POST", "product-attributes", new { name = "席数", type = "Number", required = true })).Expect(201).Id;
        (await App.SendAsync("POST", $"product-attributes/{attribute}/links", new { productIds = new[] { product } })).Expect(200);
        var basic = (await _shop.BasicAsync(customer, products: [product, draft])).Expect(201).Id;

        var offer = Assert.Single((await App.GetAsync($"basic-contracts/{basic}/offers")).Expect(200).Json["offers"]!.AsArray());
        Assert.Equal((product, attribute), ((string?)offer!["productId"], (string?)offer["attributes"]![0]!["id"]));
    }

    [Fact]
    public async Task B14_Create_RepeatedUnderItsKey_MakesOne()
    {
        var (customer, product, key) = (await _shop.CustomerAsync(), await _shop.ProductAsync(), AppServer.Unique("key"));
        var body = new { customerId = customer, name = "基本契約", productIds = new[] { product } };
        var replies = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => App.SendAsync("POST", "basic-contracts", body, key: key)));

        Assert.Single(replies.Select(reply => reply.Expect(201).Id).Distinct());
        Assert.Single(await ListAsync($"customer={customer}"));
    }

    [Theory]
    [InlineData("basic-contracts/none", 404, "basic_contract_unknown")]
    [InlineData("basic-contracts/a%20b", 404, "basic_contract_unknown")]
    [InlineData("basic-contracts", 400, "validation_failed")]
    [InlineData("basic-contracts?customer=a%20b", 404, "customer_unknown")]
    public async Task Get_WhatIsNone_IsRefused(string path, int status, string code) => (await App.GetAsync(path)).Expect(status, code);

    private async Task<ApiReply> MadeAsync(bool startNow) => (await _shop.BasicAsync(await _shop.CustomerAsync(), startNow, await _shop.ProductAsync())).Expect(201);

    private Task<ApiReply> StartAsync(string id, string? saleStart) => App.SendAsync("POST", $"basic-contracts/{id}/start", new { saleStart });

    private async Task<(string?, string?, string?)> StatusAsync(string id)
    {
        var read = (await App.GetAsync($"basic-contracts/{id}")).Expect(200).Json;
        return ((string?)read["status"], (string?)read["statusJa"], (string?)read["saleStart"]);
    }

    private async Task<string[]> ListAsync(string query, IReadOnlyDictionary<string, string>? headers = null) =>
        [.. (await App.GetAsync($"basic-contracts?{query}", headers)).Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private Task TimerAsync() =>
        new SaleStartTimer(App.Get<ContractStore>(), App.Get<ScheduledSales>(), App.Get<UlidGenerator>(), App.Clock).RunAsync(new TimerInfo(), CancellationToken.None);

    private async Task<BasicContractStatus> StoredAsync(CustomerId customer, string id) =>
        (await App.Get<ContractStore>().FindAsync(customer, BasicContractId.Parse(id), CancellationToken.None))!.Value.Status;

    private async Task<List<AuditEntry>> AuditAsync(CustomerId customer, string id)
    {
        var found = await App.Get<ContractStore>().Table.ListAsync<AuditEntry>(
            customer.Value, AuditEntry.Prefix(ContractRows.Row(BasicContractId.Parse(id))), null, 100, CancellationToken.None);
        return [.. found.Items.Select(item => item.Value)];
    }
}
