using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Contracts;

/// <summary>B25: 注文完了, over real HTTP.</summary>
public sealed class OrderCompletionApiTests : IAsyncLifetime
{
    private Shop _shop = null!;

    private AppServer App => _shop.App;

    public async ValueTask InitializeAsync() => _shop = await Shop.OpenAsync();

    public ValueTask DisposeAsync() => App.DisposeAsync();

    [Fact]
    public async Task B25_Complete_SetsTheBillingStart()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        var reply = (await App.SendAsync("POST", $"orders/{placed.Id}/complete", new { completedOn = "2027-02-01", fulfilledOn = "2026-12-01" }, placed.ETag)).Expect(200);
        var order = await App.GetAsync($"orders/{placed.Id}");

        Assert.Empty(Shop.Warnings(reply));
        Assert.Equal(("完了", "2027-02-01", "2026-12-01"), (Shop.Text(order, "statusJa"), Shop.Text(order, "completedOn"), Shop.Text(order, "fulfilledOn")));
        Assert.Equal(("2027-02-01", "契約中"), (Shop.Text(await App.GetAsync($"contracts/{placed.Id}-01"), "billingStart"), Shop.Text(await App.GetAsync($"contracts/{placed.Id}-01"), "statusJa")));
    }

    [Fact]
    public async Task B25_Complete_InAClosedMonth_IsDoneAndWarned()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var reply = (await _shop.CompleteAsync((await _shop.OrderAsync(basic, product)).Id, "2026-08-20")).Expect(200);

        Assert.Equal(["completed_before_order", "completed_in_closed_month", "back_billing"], Shop.Warnings(reply));
        Assert.Contains("2026-08〜2026-10", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B25_Complete_MoreThanAYearBack_WarnsThatItParks()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        Assert.Contains("will_park", Shop.Warnings(await _shop.CompleteAsync((await _shop.OrderAsync(basic, product)).Id, "2025-11-01")));
        Assert.DoesNotContain("will_park", Shop.Warnings(await _shop.CompleteAsync((await _shop.OrderAsync(basic, product)).Id, "2025-12-01")));
    }

    [Fact]
    public async Task B25_Complete_LinesWithTheirOwnDates_StartOnThem()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var lines = Enumerable.Repeat(new { productId = product, quantity = 1 }, 2);
        var placed = await App.SendAsync("POST", "orders", new { kind = "New", basicContractId = basic, source = "Web", lines });
        var dates = new[] { new { contractId = $"{placed.Id}-02", completedOn = "2027-02-01" } };
        (await App.SendAsync("POST", $"orders/{placed.Id}/complete", new { completedOn = "2026-12-01", lines = dates })).Expect(200);

        Assert.Equal("2026-12-01", Shop.Text(await App.GetAsync($"contracts/{placed.Id}-01"), "billingStart"));
        Assert.Equal("2027-02-01", Shop.Text(await App.GetAsync($"contracts/{placed.Id}-02"), "billingStart"));
    }

    [Theory]
    [InlineData("""{}""", "completedOn:required")]
    [InlineData("""{"completedOn":"2014-03-31"}""", "completedOn:out_of_range")]
    [InlineData("""{"completedOn":"2206-12-01"}""", "completedOn:out_of_range")]
    [InlineData("""{"completedOn":"soon"}""", "completedOn:invalid")]
    [InlineData("""{"completedOn":"2026-12-01","lines":[{"contractId":"x","completedOn":"2026-12-01"}]}""", "lines.x:unknown")]
    [InlineData("""{"completedOn":"2026-12-01","lines":[null]}""", "lines[0].completedOn:required")]
    public async Task B25_Complete_WithFaultyDates_NamesEach(string body, string error)
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        Assert.Equal([error], (await App.SendAsync("POST", $"orders/{placed.Id}/complete", body)).Expect(400, "validation_failed").FieldErrors);
    }

    [Fact]
    public async Task B25_Complete_TwiceAtOnce_CompletesOnce()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        string[] dates = ["2026-12-01", "2027-01-01", "2027-02-01"];
        var replies = await Task.WhenAll(dates.Select(date => _shop.CompleteAsync(placed.Id, date)));

        var winner = Array.FindIndex(replies, reply => (int)reply.Status == 200);
        Assert.All(replies.Where((_, index) => index != winner), reply => reply.Expect(409, "order_not_in_process"));
        var contract = await App.GetAsync($"contracts/{placed.Id}-01");
        Assert.Single(contract.Json["history"]!.AsArray());
        Assert.Equal(dates[winner], Shop.Text(contract, "billingStart"));
    }

    [Fact]
    public async Task B25_Complete_RepeatedUnderItsKey_IsAnsweredAgain()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var (placed, key) = (await _shop.OrderAsync(basic, product), AppServer.Unique("key"));
        var first = (await _shop.CompleteAsync(placed.Id, "2026-08-20", key)).Expect(200);
        var second = (await _shop.CompleteAsync(placed.Id, "2026-08-20", key)).Expect(200);

        Assert.Equal((first.Text, true), (second.Text, second.IsReplayed));
        (await _shop.CompleteAsync(placed.Id, "2026-08-21", key)).Expect(409, "idempotency_key_reused");
        (await _shop.CompleteAsync(placed.Id, "2026-08-20")).Expect(409, "order_not_in_process");
    }

    [Fact]
    public async Task B25_Complete_OfAnOldVersion_Is412WhenTheCallerSaysWhich()
    {
        var (_, product, basic) = await _shop.OnSaleAsync();
        var placed = await _shop.OrderAsync(basic, product);
        (await _shop.ProgressAsync(placed.Id, "Accepted", "2026-11-25")).Expect(200);
        (await App.SendAsync("POST", $"orders/{placed.Id}/complete", new { completedOn = "2026-12-01" }, placed.ETag)).Expect(412);
    }
}
