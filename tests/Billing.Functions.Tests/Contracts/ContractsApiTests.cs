using System.Text.Json.Nodes;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Contracts;

public sealed class ContractsApiTests : IAsyncLifetime
{
    private Shop _shop = null!;

    private AppServer App => _shop.App;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task B27_Get_ShowsCompletedQuantitiesWithTheirHistory()
    {
        var (customer, contract) = await _shop.ContractAsync();
        await _shop.CompleteAsync((await _shop.ChangeAsync("Add", contract, 5)).Id, "2027-01-10");
        await _shop.CompleteAsync((await _shop.ChangeAsync("Reduce", contract, 2)).Id, "2027-02-28");
        var open = (await _shop.ChangeAsync("Add", contract, 100)).Expect(201).Id;
        var read = (await App.GetAsync($"contracts/{contract}")).Expect(200).Json;

        Assert.Equal((13, open), ((int)read["quantity"]!, (string?)read["openOrderId"]));
        Assert.Equal(
            [("新規", 10, 10, "2026-12-01"), ("追加", 5, 15, "2027-01-10"), ("数量減", 2, 13, "2027-02-28")],
            read["history"]!.AsArray().Select(step => ((string)step!["kindJa"]!, (int)step["quantity"]!, (int)step["quantityAfter"]!, (string)step["completedOn"]!)));
        Assert.Equal(["Active"], (await App.GetAsync($"contracts?customer={customer}")).Json["items"]!.AsArray().Select(item => (string)item!["status"]!));
    }

    [Fact]
    public async Task B27_Get_KeepsTheTermsOfTheDayItWasOrdered()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        var former = await App.GetAsync($"products/{product}");
        var dearer = former.Json.AsObject();
        foreach (var name in new[] { "statusJa", "attributeIds", "id" })
        {
            dearer.Remove(name);
        }

        dearer["monthlyFee"] = 9999;
        (await App.SendAsync("PUT", $"products/{product}", dearer.ToJsonString(), former.ETag)).Expect(200);
        await _shop.CompleteAsync(placed.Id);

        Assert.Equal(1200, (int)(await App.GetAsync($"contracts/{placed.Id}-01")).Json["terms"]!["monthlyFee"]!);
        Assert.Single((await App.GetAsync($"contracts?customer={customer}&status=Active")).Json["items"]!.AsArray());
        Assert.Empty((await App.GetAsync($"contracts?customer={customer}&status=Ended")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task B27_Book_OfTheBillingRun_HoldsWhatWasCompletedAndNothingThatIs注文処理中()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var (done, open) = (await _shop.OrderAsync(basic, product), await _shop.OrderAsync(basic, product));
        await _shop.CompleteAsync(done.Id, "2026-10-01");
        var book = await App.Get<BillingStore>().ReadBookAsync(CustomerId.Parse(customer), BillingMonth.Parse("2026-10"), CancellationToken.None);

        Assert.Equal(
            [($"{done.Id}-01", "本社", 1), ($"{open.Id}-01", "本社", 0)], book.Contracts.Select(contract => (contract.Id.Value, contract.Name, contract.Orders.Count)));
        Assert.Equal(
            (OrderKind.New, 10, new DateOnly(2026, 10, 1)), (book.Contracts[0].Orders[0].Kind, book.Contracts[0].Orders[0].Quantity, book.Contracts[0].Orders[0].CompletedOn));
    }

    [Fact]
    public async Task B28_Edit_NameAndNotes_ChangesNothingElse()
    {
        var (_, contract) = await _shop.ContractAsync();
        var before = await App.GetAsync($"contracts/{contract}");
        (await EditAsync(contract, new { name = "新名称", notes = "備考" }, null)).Expect(428);
        (await EditAsync(contract, new { name = "新名称", notes = "備考" }, before.ETag)).Expect(200);

        var after = (await App.GetAsync($"contracts/{contract}")).Json.AsObject();
        Assert.Equal(("新名称", "備考"), ((string?)after["name"], (string?)after["notes"]));
        after.Remove("notes");
        after["name"] = (string?)before.Json["name"];
        Assert.True(JsonNode.DeepEquals(before.Json, after));
        (await EditAsync(contract, new { name = "遅い" }, before.ETag)).Expect(412);
    }

    [Theory]
    [InlineData("""{"name":"x","quantity":5}""", "quantity:invalid")]
    [InlineData("""{"name":"x","monthlyFee":5}""", "monthlyFee:invalid")]
    [InlineData("""{"notes":"x"}""", "name:required")]
    public async Task B28_Edit_AnythingElse_IsRefused(string body, string error)
    {
        var (_, contract) = await _shop.ContractAsync();
        Assert.Equal([error], (await EditAsync(contract, body, "*")).Expect(400, "validation_failed").FieldErrors);
    }

    [Fact]
    public async Task B28_B41_ACustomer_SeesItsContractsAndEditsNone()
    {
        var (customer, contract) = await _shop.ContractAsync();
        var (own, other) = (await _shop.SignInAsync(customer), await _shop.SignInAsync(await _shop.CustomerAsync()));

        (await App.GetAsync($"contracts/{contract}", own)).Expect(200);
        Assert.Single((await App.GetAsync("contracts", own)).Expect(200).Json["items"]!.AsArray());
        Assert.Empty((await App.GetAsync("contracts", other)).Expect(200).Json["items"]!.AsArray());
        (await App.GetAsync($"contracts/{contract}", other)).Expect(404, "contract_unknown");
        (await App.GetAsync($"contracts?customer={customer}", other)).Expect(404, "customer_unknown");
        (await App.SendAsync("PUT", $"contracts/{contract}", new { name = "x" }, "*", headers: own)).Expect(403, "not_permitted");
        (await ReviseAsync(contract, "2027-01", 1000, own)).Expect(403, "not_permitted");
        (await RepairAsync(contract, new { kind = "Waive", month = "2026-10", reason = "x" }, own)).Expect(403, "not_permitted");
    }

    [Fact]
    public async Task Revise_FromAnUnbilledMonth_IsKeptBesideTheTerms()
    {
        var (_, contract) = await _shop.ContractAsync();
        (await ReviseAsync(contract, "2027-04", 1000)).Expect(200);

        var read = (await App.GetAsync($"contracts/{contract}")).Json;
        Assert.Equal(("2027-04", 1000, 1200), ((string?)read["priceRevisions"]![0]!["from"], (int)read["priceRevisions"]![0]!["monthlyFee"]!, (int)read["terms"]!["monthlyFee"]!));
    }

    [Fact]
    public async Task Revise_FromABilledMonth_IsRefused()
    {
        var (customer, contract) = await _shop.ContractAsync("2026-08-01");
        await BillAsync(customer, contract, "2026-08 10 5000 order", "2026-08..2026-10 10 1200");

        (await ReviseAsync(contract, "2026-10", 1000)).Expect(409, "month_billed");
        (await ReviseAsync(contract, "2026-11", 1000)).Expect(200);
    }

    [Theory]
    [InlineData(null, 1000L, "from:required")]
    [InlineData("2027-01", null, "monthlyFee:required")]
    [InlineData("2026-13", 1000L, "from:not_a_month")]
    [InlineData("2027-01", -1L, "monthlyFee:out_of_range")]
    [InlineData("2027-01", 1_000_000_000L, "monthlyFee:out_of_range")]
    [InlineData("2099-01", 1000L, "from:out_of_range")]
    public async Task Revise_WithFaultyFields_NamesEach(string? from, long? fee, string error) =>
        Assert.Equal([error], (await ReviseAsync((await _shop.ContractAsync()).Contract, from, fee)).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task Revise_WhatHasNotBegun_IsRefused()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        (await ReviseAsync($"{(await _shop.OrderAsync(basic, product)).Id}-01", "2027-01", 1000)).Expect(409, "contract_not_begun");
    }

    [Fact]
    public async Task Repair_IsKeptWithWhoAndWhyForTheCalculation()
    {
        var (customer, contract) = await _shop.ContractAsync("2025-06-01");
        var key = AppServer.Unique("key");
        var body = new { kind = "ApproveBackBilling", month = "2026-10", reason = "顧客承認済み" };
        (await App.SendAsync("POST", $"contracts/{contract}/repairs", body, key: key, headers: AppServer.SignedIn("op@partner.example"))).Expect(200);
        Assert.True((await App.SendAsync("POST", $"contracts/{contract}/repairs", body, key: key, headers: AppServer.SignedIn("op@partner.example"))).Expect(200).IsReplayed);

        var stored = await App.Get<ContractStore>().FindAsync(CustomerId.Parse(customer), ContractId.Parse(contract), CancellationToken.None);
        var repair = Assert.Single(stored!.Value.Contract.Repairs);
        Assert.Equal((BillingRepairKind.ApproveBackBilling, "2026-10", "partner:op@partner.example", "顧客承認済み"), (repair.Kind, repair.Month.ToString(), repair.By, repair.Reason));
        Assert.Equal("partner:op@partner.example", (string?)(await App.GetAsync($"contracts/{contract}")).Json["repairs"]![0]!["by"]);
        Assert.Empty((await App.GetAsync($"contracts/{contract}", await _shop.SignInAsync(customer))).Json["repairs"]!.AsArray());
    }

    [Theory]
    [InlineData("""{"month":"2026-10","reason":"x"}""", "kind:required")]
    [InlineData("""{"kind":"Waive","reason":"x"}""", "month:required")]
    [InlineData("""{"kind":"Waive","month":"2026-10"}""", "reason:required")]
    public async Task Repair_WithFaultyFields_NamesEach(string body, string error) =>
        Assert.Equal([error], (await RepairAsync((await _shop.ContractAsync()).Contract, body)).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task Answers_OfAnOrder_AreNeverLogged()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var attribute = (await App.SendAsync("POST", "product-attributes", new { name = "設置先", type = "Text" })).Expect(201).Id;
        (await App.SendAsync("POST", $"product-attributes/{attribute}/links", new { productIds = new[] { product } })).Expect(200);
        (await _shop.OrderAsync(basic, product, attributes: new Dictionary<string, string> { [attribute] = "秘密町一丁目" })).Expect(201);

        Assert.DoesNotContain("秘密町", App.Log.Text, StringComparison.Ordinal);
    }

    private Task<ApiReply> EditAsync(string contract, object body, string? ifMatch) => App.SendAsync("PUT", $"contracts/{contract}", body, ifMatch);

    private Task<ApiReply> ReviseAsync(string contract, string? from, long? monthlyFee, IReadOnlyDictionary<string, string>? headers = null) =>
        App.SendAsync("POST", $"contracts/{contract}/price-revisions", new { from, monthlyFee }, headers: headers);

    private Task<ApiReply> RepairAsync(string contract, object body, IReadOnlyDictionary<string, string>? headers = null) =>
        App.SendAsync("POST", $"contracts/{contract}/repairs", body, headers: headers);

    // A ledger as the billing run leaves it.
    private async Task BillAsync(string customer, string contract, params string[] fees) =>
        Assert.True(await App.Get<DocumentTables>().Billing.WriteAsync(
            customer, App.Get<UlidGenerator>().Next().ToString(),
            [DocumentWrite.Insert($"ledger-{contract}", new { Ledgers = new[] { new { Contract = contract, KnownThrough = App.Clock.GetUtcNow(), Fees = fees } } })],
            CancellationToken.None));
}
