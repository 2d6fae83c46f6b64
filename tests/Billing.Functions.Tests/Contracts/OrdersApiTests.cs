using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Contracts;

public sealed class OrdersApiTests : IAsyncLifetime
{
    private Shop _shop = null!;

    private AppServer App => _shop.App;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task B21_Order_Is注文処理中AndMakesAContractForEachLine()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = (await App.SendAsync("POST", "orders", new
        {
            kind = "New",
            basicContractId = basic,
            source = "Fax",
            paymentMethod = "PaymentSlip",
            orderedOn = "2026-11-20",
            notes = "急ぎ",
            lines = new[] { new { productId = product, quantity = 3, contractName = "本社" }, new { productId = product, quantity = 2, contractName = (string)null! } },
        })).Expect(201);
        var read = (await App.GetAsync($"orders/{placed.Id}")).Expect(200);

        Assert.Equal(($"/api/orders/{placed.Id}", placed.ETag), (placed.Location, read.ETag));
        Assert.Equal(
            ("注文処理中", "新規", customer, "Fax", "PaymentSlip", "2026-11-20", "急ぎ", "system"),
            (Shop.Text(read, "statusJa"), Shop.Text(read, "kindJa"), Shop.Text(read, "customerId"), Shop.Text(read, "source"), Shop.Text(read, "paymentMethod"), Shop.Text(read, "orderedOn"), Shop.Text(read, "notes"), Shop.Text(read, "placedBy")));
        Assert.Equal((25_000, 6_000), ((int)read.Json["totals"]![0]!["initial"]!, (int)read.Json["totals"]![0]!["monthly"]!));
        Assert.Equal([$"{placed.Id}-01", $"{placed.Id}-02"], read.Json["lines"]!.AsArray().Select(line => (string)line!["contractId"]!));
        Assert.Equal(["本社", "クラウド"], read.Json["lines"]!.AsArray().Select(line => (string)line!["contractName"]!));
        var contract = (await App.GetAsync($"contracts/{placed.Id}-02")).Expect(200);
        Assert.Equal(("注文処理中", placed.Id, 0), (Shop.Text(contract, "statusJa"), Shop.Text(contract, "openOrderId"), (int)contract.Json["quantity"]!));
    }

    [Fact]
    public async Task B21_Order_PaymentMethodLeftOut_IsTheCustomers()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = (await _shop.OrderAsync(basic, product)).Expect(201);

        Assert.Equal("DirectDebit", Shop.Text(await App.GetAsync($"orders/{placed.Id}"), "paymentMethod"));
    }

    [Fact]
    public async Task B21_Order_WhatIsNotOffered_IsRefused()
    {
        var (_, _, basic) = await _shop.OnSaleAsync();
        Assert.Equal(["lines[0].productId:not_offered"], (await _shop.OrderAsync(basic, await _shop.ProductAsync())).Expect(400).FieldErrors);
        Assert.Equal(["lines[0].productId:not_offered"], (await _shop.OrderAsync(basic, "none")).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B02_Order_AProductThatIs作成中_IsRefused()
    {
        var product = await _shop.ProductAsync(published: false);
        var basic = (await _shop.BasicAsync(await _shop.CustomerAsync(), products: product)).Expect(201).Id;
        Assert.Equal(["lines[0].productId:not_for_sale"], (await _shop.OrderAsync(basic, product)).Expect(400).FieldErrors);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1_000_001)]
    [InlineData(int.MaxValue)]
    public async Task B21_Order_QuantityOutOfBounds_IsNamed(int quantity)
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        Assert.Equal(["lines[0].quantity:out_of_range"], (await _shop.OrderAsync(basic, product, quantity)).Expect(400, "validation_failed").FieldErrors);
    }

    [Theory]
    [InlineData("""{"kind":"New","source":"Web"}""", "basicContractId:required lines:required")]
    [InlineData("""{"kind":"Cancel","contractId":"c","quantity":1,"source":"Web"}""", "quantity:not_for_kind")]
    [InlineData("""{"kind":"Add","lines":[],"source":"Web"}""", "contractId:required lines:not_for_kind quantity:required")]
    [InlineData("""{"kind":"Reduce","contractId":"c","quantity":1}""", "source:required")]
    [InlineData("""{}""", "kind:required")]
    [InlineData("""{"kind":"Never"}""", "kind:invalid")]
    [InlineData("""{"kind":"Add","contractId":"c","quantity":99999999999,"source":"Web"}""", "quantity:invalid")]
    [InlineData("""{"kind":"Add","completedOn":"2026-01-01"}""", "completedOn:invalid")]
    public async Task B21_Order_WithFaultyFields_NamesEach(string body, string errors) =>
        Assert.Equal(errors, string.Join(' ', (await App.SendAsync("POST", "orders", body)).Expect(400, "validation_failed").FieldErrors.Order()));

    [Fact]
    public async Task B21_Order_WithNullOrTooManyLines_IsRefused()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        (await App.SendAsync("POST", "orders", new { kind = "New", basicContractId = basic, source = "Web", lines = new object?[] { null } })).Expect(400, "validation_failed");
        var lines = Enumerable.Repeat(new { productId = product, quantity = 1 }, 51);
        Assert.Equal(["lines:out_of_range"], (await App.SendAsync("POST", "orders", new { kind = "New", basicContractId = basic, source = "Web", lines })).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B21_Order_OfFiftyLines_IsPlacedAndCompletedWhole()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var lines = Enumerable.Repeat(new { productId = product, quantity = 1 }, 50);
        var placed = (await App.SendAsync("POST", "orders", new { kind = "New", basicContractId = basic, source = "Web", lines }, key: AppServer.Unique("key"))).Expect(201);
        (await _shop.CompleteAsync(placed.Id, key: AppServer.Unique("key"))).Expect(200);

        var contracts = (await App.GetAsync($"contracts?customer={customer}&status=Active&size=200")).Expect(200).Json["items"]!.AsArray();
        Assert.Equal(50, contracts.Count);
    }

    [Fact]
    public async Task B09_Order_AsksTheLinkedAttributesAndNotesThatTheyAreAnswered()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var attribute = (await App.SendAsync("POST", "product-attributes", new { name = "席数", type = "Number", required = true })).Expect(201).Id;
        (await App.SendAsync("POST", $"product-attributes/{attribute}/links", new { productIds = new[] { product } })).Expect(200);

        Assert.Equal([$"lines[0].attributes.{attribute}:required"], (await _shop.OrderAsync(basic, product)).Expect(400).FieldErrors);
        var answers = new Dictionary<string, string> { [attribute] = " 12 " };
        var placed = (await _shop.OrderAsync(basic, product, attributes: answers)).Expect(201);
        Assert.Equal("12", (string?)(await App.GetAsync($"orders/{placed.Id}")).Json["lines"]![0]!["attributes"]![attribute]);
        Assert.Equal("12", (string?)(await App.GetAsync($"contracts/{placed.Id}-01")).Json["attributes"]![attribute]);
        Assert.True(await App.Get<CatalogueStore>().IsAnsweredAsync(AttributeId.Parse(attribute), CancellationToken.None));
    }

    [Fact]
    public async Task B22_Add_OnceCompleted_RaisesTheQuantity()
    {
        var (_, contract) = await _shop.ContractAsync();
        var added = (await _shop.ChangeAsync("Add", contract, 5)).Expect(201);
        Assert.Equal(10, await _shop.QuantityAsync(contract)); // B27: not before it is completed
        (await _shop.CompleteAsync(added.Id, "2027-01-10")).Expect(200);

        Assert.Equal(15, await _shop.QuantityAsync(contract));
    }

    [Fact]
    public async Task B22_Add_BeyondTheHighestQuantity_IsNamed() =>
        Assert.Equal(["quantity:out_of_range"], (await _shop.ChangeAsync("Add", (await _shop.ContractAsync()).Contract, 999_991)).Expect(400).FieldErrors);

    [Theory]
    [InlineData("Add", 1)]
    [InlineData("Reduce", 1)]
    [InlineData("Cancel", null)]
    public async Task B22_B23_B24_Change_WhileTheLineIs注文処理中_IsRefused(string kind, int? quantity)
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        (await _shop.ChangeAsync(kind, $"{placed.Id}-01", quantity)).Expect(409, "order_in_process");

        await _shop.CompleteAsync(placed.Id);
        (await _shop.ChangeAsync("Add", $"{placed.Id}-01", 1)).Expect(201);
        (await _shop.ChangeAsync(kind, $"{placed.Id}-01", quantity)).Expect(409, "order_in_process");
    }

    [Fact]
    public async Task B22_Change_TwoAtOnce_PlacesOne()
    {
        var (customer, contract) = await _shop.ContractAsync();
        var replies = await Task.WhenAll(Enumerable.Range(1, 5).Select(quantity => _shop.ChangeAsync("Add", contract, quantity)));

        Assert.Single(replies, reply => (int)reply.Status == 201);
        Assert.All(replies.Where(reply => (int)reply.Status != 201), reply => reply.Expect(409, "order_in_process"));
        Assert.Single(await ListAsync($"customer={customer}&status=Processing"));
    }

    [Fact]
    public async Task B23_Reduce_OnceCompleted_LowersTheQuantity()
    {
        var (_, contract) = await _shop.ContractAsync();
        (await _shop.CompleteAsync((await _shop.ChangeAsync("Reduce", contract, 3)).Expect(201).Id, "2027-01-31")).Expect(200);

        Assert.Equal(7, await _shop.QuantityAsync(contract));
    }

    [Theory]
    [InlineData(10)]
    [InlineData(11)]
    public async Task B23_Reduce_ToZero_IsRefused(int quantity) =>
        (await _shop.ChangeAsync("Reduce", (await _shop.ContractAsync()).Contract, quantity)).Expect(409, "reduction_to_zero");

    [Fact]
    public async Task B23_Complete_AReductionDatedBeforeWhatItTakes_IsRefusedAndStays注文処理中()
    {
        var (_, contract) = await _shop.ContractAsync();
        await _shop.CompleteAsync((await _shop.ChangeAsync("Add", contract, 5)).Id, "2027-06-01");
        var reduced = (await _shop.ChangeAsync("Reduce", contract, 12)).Expect(201);
        (await _shop.CompleteAsync(reduced.Id, "2027-03-31")).Expect(409, "reduction_to_zero");

        Assert.Equal("Processing", Shop.Text(await App.GetAsync($"orders/{reduced.Id}"), "status"));
        (await _shop.CompleteAsync(reduced.Id, "2027-06-30")).Expect(200);
        Assert.Equal(3, await _shop.QuantityAsync(contract));
    }

    [Fact]
    public async Task B24_Cancel_OnceCompleted_EndsTheContract()
    {
        var (_, contract) = await _shop.ContractAsync();
        (await _shop.CompleteAsync((await _shop.ChangeAsync("Cancel", contract)).Expect(201).Id, "2027-03-31")).Expect(200);

        var read = await App.GetAsync($"contracts/{contract}");
        Assert.Equal(("解約予定", "2027-03-31", 0), (Shop.Text(read, "statusJa"), Shop.Text(read, "endsOn"), (int)read.Json["quantity"]!));
        (await _shop.ChangeAsync("Add", contract, 1)).Expect(409, "contract_ended");
        App.Clock.MoveTo(new DateTimeOffset(2027, 3, 31, 15, 0, 0, TimeSpan.Zero));
        Assert.Equal("解約済", Shop.Text(await App.GetAsync($"contracts/{contract}"), "statusJa"));
    }

    [Fact]
    public async Task B26_List_IsTheHistoryOfTheCustomersOrders()
    {
        var (customer, contract) = await _shop.ContractAsync();
        var added = await _shop.ChangeAsync("Add", contract, 1);

        var all = await ListAsync($"customer={customer}");
        Assert.Equal([contract[..^3], added.Id], all);
        Assert.Equal([added.Id], await ListAsync($"customer={customer}&status=Processing"));
        Assert.Equal([added.Id], await ListAsync($"customer={customer}&kind=Add"));
        Assert.Equal(all, await ListAsync($"customer={customer}&contract={contract}"));
        (await App.GetAsync("orders")).Expect(400, "validation_failed");
        (await App.GetAsync($"orders?customer={customer}&status=done")).Expect(400, "validation_failed");
    }

    [Fact]
    public async Task B26_List_OfAllCustomers_ShowsWhatIs注文処理中()
    {
        var (first, second) = (await _shop.OnSaleAsync(), await _shop.OnSaleAsync());
        var (open, done) = (await _shop.OrderAsync(first.Basic, first.Product), await _shop.OrderAsync(second.Basic, second.Product));
        await _shop.CompleteAsync(done.Id);

        var ids = await AllAsync("status=Processing");
        Assert.Contains(open.Id, ids);
        Assert.DoesNotContain(done.Id, ids);
        Assert.DoesNotContain(done.Id, await AllAsync("status=Processing")); // its hint is gone
        Assert.Contains(open.Id, await AllAsync("status=Processing"));
    }

    [Fact]
    public async Task B41_ACustomer_OrdersByItselfAndSeesOnlyItsOwn()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var (own, other) = (await _shop.SignInAsync(customer), await _shop.SignInAsync(await _shop.CustomerAsync()));
        var placed = (await _shop.OrderAsync(basic, product, headers: own)).Expect(201);
        var read = (await App.GetAsync($"orders/{placed.Id}", own)).Expect(200);

        Assert.Equal(("Web", "注文処理中", null), (Shop.Text(read, "source"), Shop.Text(read, "statusJa"), Shop.Text(read, "placedBy")));
        Assert.Equal([placed.Id], await ListAsync("", own));
        (await App.GetAsync($"orders/{placed.Id}", other)).Expect(404, "order_unknown");
        (await App.GetAsync($"contracts/{placed.Id}-01", other)).Expect(404, "contract_unknown");
        (await App.GetAsync($"orders?customer={customer}", other)).Expect(404, "customer_unknown");
        Assert.Empty(await ListAsync("", other));
        (await _shop.OrderAsync(basic, product, headers: other)).Expect(404, "basic_contract_unknown");
        await _shop.CompleteAsync(placed.Id);
        (await _shop.ChangeAsync("Add", $"{placed.Id}-01", 1, headers: other)).Expect(404, "contract_unknown");
        (await _shop.ChangeAsync("Add", $"{placed.Id}-01", 1, headers: own)).Expect(201);
    }

    [Fact]
    public async Task B41_ACustomer_NeverCompletesWithdrawsOrTellsProgress()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var own = await _shop.SignInAsync(customer);
        var placed = (await _shop.OrderAsync(basic, product, headers: own)).Expect(201);

        (await _shop.CompleteAsync(placed.Id, headers: own)).Expect(403, "not_permitted");
        (await App.SendAsync("POST", $"orders/{placed.Id}/withdraw", new { reason = "x" }, headers: own)).Expect(403, "not_permitted");
        (await App.SendAsync("POST", $"orders/{placed.Id}/progress", new { stage = "Opened" }, headers: own)).Expect(403, "not_permitted");
        Assert.Equal("Processing", Shop.Text(await App.GetAsync($"orders/{placed.Id}"), "status"));
    }

    [Fact]
    public async Task B41_ACustomer_OrderingByPhone_IsRefused()
    {
        var (customer, contract) = await _shop.ContractAsync();
        var body = new { kind = "Cancel", contractId = contract, source = "Phone" };
        Assert.Equal(["source:must_be_web"], (await App.SendAsync("POST", "orders", body, headers: await _shop.SignInAsync(customer))).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B44_Progress_IsShownFromOrderToOpeningAndProposesTheBillingStart()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        (await _shop.ProgressAsync(placed.Id, "Arranged", "2026-11-24")).Expect(200);
        (await _shop.ProgressAsync(placed.Id, "OpeningScheduled", "2026-12-10")).Expect(200);
        Assert.Equal("2027-02-10", Proposed(await App.GetAsync($"orders/{placed.Id}"))); // two free months (B34)
        App.Clock.MoveTo(new DateTimeOffset(2026, 12, 15, 1, 0, 0, TimeSpan.Zero));
        (await _shop.ProgressAsync(placed.Id, "Opened", "2026-12-15")).Expect(200);

        var read = (await App.GetAsync($"orders/{placed.Id}", await _shop.SignInAsync(customer))).Expect(200);
        Assert.Equal(["手配済", "開通予定", "開通・出荷"], read.Json["progress"]!.AsArray().Select(step => (string)step!["stageJa"]!));
        Assert.Null(read.Json["progress"]![0]!["by"]); // who, only the partner sees
        Assert.Equal(("2026-12-15", "2027-02-15", "注文処理中"), (Shop.Text(read, "fulfilledOn"), Proposed(read), Shop.Text(read, "statusJa")));
        Assert.Equal(["on:out_of_range"], (await _shop.ProgressAsync(placed.Id, "Opened", "2026-12-16")).Expect(400).FieldErrors);
        Assert.Equal(["stage:required"], (await App.SendAsync("POST", $"orders/{placed.Id}/progress", new { })).Expect(400).FieldErrors);
    }

    [Fact]
    public async Task B44_Progress_RecordedAtOnce_LosesNoStep()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(async day => (await _shop.ProgressAsync(placed.Id, "InPreparation", $"2026-11-0{day}")).Expect(200)));

        Assert.Equal(3, (await App.GetAsync($"orders/{placed.Id}")).Json["progress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Withdraw_ANewOrder_LeavesAContractThatNeverBegan()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        Assert.Equal(["reason:required"], (await App.SendAsync("POST", $"orders/{placed.Id}/withdraw", new { })).Expect(400).FieldErrors);
        (await WithdrawAsync(placed.Id)).Expect(200);

        var read = await App.GetAsync($"orders/{placed.Id}");
        Assert.Equal(("取下げ", "誤入力"), (Shop.Text(read, "statusJa"), (string?)read.Json["withdrawal"]!["reason"]));
        Assert.Equal("取下げ", Shop.Text(await App.GetAsync($"contracts/{placed.Id}-01"), "statusJa"));
        (await _shop.CompleteAsync(placed.Id)).Expect(409, "order_not_in_process");
        (await _shop.ChangeAsync("Add", $"{placed.Id}-01", 1)).Expect(409, "contract_withdrawn");
        (await _shop.ProgressAsync(placed.Id, "Opened", "2026-11-25")).Expect(409, "order_withdrawn");
    }

    [Fact]
    public async Task Withdraw_AChange_FreesTheContract()
    {
        var (_, contract) = await _shop.ContractAsync();
        (await WithdrawAsync((await _shop.ChangeAsync("Cancel", contract)).Id)).Expect(200);

        Assert.Equal(10, await _shop.QuantityAsync(contract));
        (await _shop.ChangeAsync("Add", contract, 1)).Expect(201);
    }

    [Fact]
    public async Task Withdraw_WhileItIsCompleted_IsOneOfTheTwo()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        var replies = await Task.WhenAll(_shop.CompleteAsync(placed.Id), WithdrawAsync(placed.Id));

        Assert.Single(replies, reply => (int)reply.Status == 200);
        Assert.Single(replies, reply => reply.Code == "order_not_in_process");
        var completed = (int)replies[0].Status == 200;
        Assert.Equal(completed ? "Active" : "Withdrawn", Shop.Text(await App.GetAsync($"contracts/{placed.Id}-01"), "status"));
    }

    [Fact]
    public async Task Order_IsAuditedByFieldName()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        await _shop.CompleteAsync(placed.Id, headers: AppServer.SignedIn("op@partner.example"));

        var found = await App.Get<ContractStore>().Table.ListAsync<AuditEntry>(
            customer, AuditEntry.Prefix(ContractRows.Row(OrderId.Parse(placed.Id))), null, 100, CancellationToken.None);
        Assert.Equal([("placed", "system"), ("completed", "partner:op@partner.example")], found.Items.Select(entry => (entry.Value.Action, entry.Value.Who)));
        Assert.Equal(["completedAt", "completedBy", "completedOn", "lines", "status", "statusJa"], found.Items[1].Value.Fields);
    }

    [Fact]
    public async Task Order_OfACustomerThatRuns_KeepsTheCustomerFromBeingDeleted()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        (await App.SendAsync("DELETE", $"customers/{customer}?confirm=true", ifMatch: "*")).Expect(409, "customer_has_contracts");
        (await WithdrawAsync(placed.Id)).Expect(200);
        (await App.SendAsync("DELETE", $"customers/{customer}?confirm=true", ifMatch: "*")).Expect(200);
        (await _shop.OrderAsync(basic, product)).Expect(409, "customer_deleted");
    }

    [Fact]
    public async Task OpenOrders_AHintWhoseOrderNeverCame_IsDroppedAfterAnHour()
    {
        var (customer, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        var order = (await App.Get<ContractStore>().FindAsync(CustomerId.Parse(customer), OrderId.Parse(placed.Id), CancellationToken.None))!.Value;
        var ghost = order with { Id = OrderId.Parse(AppServer.Unique("0ghost")) };
        await App.Get<OpenOrders>().NoteAsync(ghost, CancellationToken.None);

        Assert.True(await HasHintAsync(ghost.Id));
        await AllAsync("status=Processing");
        Assert.True(await HasHintAsync(ghost.Id)); // its order may still be on its way
        App.Clock.Move(TimeSpan.FromMinutes(61));
        await AllAsync("status=Processing");
        Assert.False(await HasHintAsync(ghost.Id));
        Assert.True(await HasHintAsync(order.Id));
    }

    [Theory]
    [InlineData("orders/none", "order_unknown")]
    [InlineData("orders/a%20b", "order_unknown")]
    [InlineData("contracts/none", "contract_unknown")]
    [InlineData("contracts/none-01", "contract_unknown")]
    public async Task Get_WhatIsNone_Is404(string path, string code) => (await App.GetAsync(path)).Expect(404, code);

    private Task<ApiReply> WithdrawAsync(string order) => App.SendAsync("POST", $"orders/{order}/withdraw", new { reason = " 誤入力 " });

    private async Task<string[]> ListAsync(string query, IReadOnlyDictionary<string, string>? headers = null) =>
        [.. (await App.GetAsync($"orders?{query}", headers)).Expect(200).Json["items"]!.AsArray().Select(item => (string)item!["id"]!)];

    private async Task<List<string>> AllAsync(string query)
    {
        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = (await App.GetAsync($"orders?{query}&size=200&cursor={cursor}")).Expect(200).Json;
            ids.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            cursor = (string?)page["cursor"];
        }

        return ids;
    }

    private async Task<bool> HasHintAsync(OrderId order) =>
        await App.Get<DocumentTables>().Billing.ReadAsync<object>("~open", $"open-{order}", CancellationToken.None) is not null;

    private static string? Proposed(ApiReply order) => (string?)order.Json["lines"]![0]!["proposedBillingStart"];
}
