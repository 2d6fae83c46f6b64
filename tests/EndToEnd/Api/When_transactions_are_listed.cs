using System.Net;
using System.Text.Json.Nodes;

using EndToEnd.Harness;

namespace EndToEnd.Api;

public sealed class When_transactions_are_listed(SharedStack shared)
{
    [Fact]
    public async Task Should_give_each_once_page_by_page_and_only_of_the_asked_status()
    {
        var stack = await shared.GetAsync();
        var approved = await stack.Sandbox.AddAsync(Orders.New());
        var rejected = await stack.Sandbox.AddAsync(Orders.New(price: 60_500, quantity: 1));
        await stack.ShowsAsync(approved, ("取引状況", "利用照会OK"));
        await stack.ShowsAsync(rejected, ("取引状況", "利用照会NG"));

        var all = await WalkAsync(stack, "transactions?app=orders&size=2");
        var refused = await WalkAsync(stack, "transactions?status=creditrejected&size=1");

        Assert.Single(all, item => Id(item) == $"orders-{approved}");
        Assert.Single(all, item => Id(item) == $"orders-{rejected}");
        Assert.Contains(refused, item => Id(item) == $"orders-{rejected}");
        Assert.All(refused, item => Assert.Equal("利用照会NG", item["statusLabel"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("transactions?size=0", HttpStatusCode.BadRequest, "size_invalid")]
    [InlineData("transactions?size=201", HttpStatusCode.BadRequest, "size_invalid")]
    [InlineData("transactions?cursor=forged", HttpStatusCode.BadRequest, "invalid_cursor")]
    [InlineData("transactions?status=sold", HttpStatusCode.BadRequest, "status_unknown")]
    [InlineData("transactions?status=3", HttpStatusCode.BadRequest, "status_unknown")]
    [InlineData("transactions?status=Paid,Advanced", HttpStatusCode.BadRequest, "status_unknown")]
    [InlineData("transactions?app=No!", HttpStatusCode.NotFound, "app_unknown")]
    [InlineData("transactions/orders-nobody", HttpStatusCode.NotFound, "transaction_unknown")]
    [InlineData("transactions/orders-nobody/timeline", HttpStatusCode.NotFound, "transaction_unknown")]
    public async Task Should_refuse_what_cannot_be_with_a_code(string path, HttpStatusCode status, string code)
    {
        var stack = await shared.GetAsync();

        using var answer = await stack.Api.GetAsync(path);

        var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((status, code), (answer.StatusCode, problem["code"]!.GetValue<string>()));
        Assert.NotEmpty(problem["detailJa"]!.GetValue<string>());
    }

    [Fact]
    public async Task Should_say_how_storage_and_each_app_are()
    {
        var stack = await shared.GetAsync();

        var health = JsonNode.Parse(await stack.Api.GetStringAsync("health"))!;

        Assert.Equal("ok", health["status"]!.GetValue<string>());
        Assert.Equal(["storage", "app:orders", "provider:np"], health["checks"]!.AsArray().Select(check => check!["name"]!.GetValue<string>()));
        Assert.All(health["checks"]!.AsArray(), check => Assert.True(check!["ok"]!.GetValue<bool>()));
    }

    private static async Task<List<JsonNode>> WalkAsync(Stack stack, string path)
    {
        List<JsonNode> items = [];
        string? cursor = null;
        do
        {
            var page = JsonNode.Parse(await stack.Api.GetStringAsync(path + (cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")))!;
            items.AddRange(page["items"]!.AsArray().Select(item => item!));
            cursor = page["cursor"]?.GetValue<string>();
            Assert.True(items.Count < 10_000, "the list ends");
        }
        while (cursor is not null);

        return items;
    }

    private static string Id(JsonNode item) => item["id"]!.GetValue<string>();
}
