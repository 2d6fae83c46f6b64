using Billing.Core.Transactions.Ports;
using Billing.Functions.Tests.Harness;
using Billing.Functions.Transactions;

using Testing;

namespace Billing.Functions.Tests.Transactions;

public sealed class AppEventWebhookTests
{
    [Fact]
    public async Task Run_ARecordedNotification_QueuesAReferenceUnderTheEventsId()
    {
        await using var bus = await QueueServer.StartAsync();

        var (status, _) = await PostAsync(bus, await File.ReadAllTextAsync(Fixtures.File("kintone", "add_record.json")));

        Assert.Equal(202, status);
        var message = Assert.Single(bus.Received);
        Assert.Equal((message.Id, "orders", "101"), (AppEventMessage.Parse(message.Body).Id, AppEventMessage.Parse(message.Body).App, AppEventMessage.Parse(message.Body).RecordId));
    }

    [Fact]
    public async Task Run_ANotificationOfAnotherApp_IsRefusedAndQueuesNothing()
    {
        await using var bus = await QueueServer.StartAsync();

        var (status, body) = await PostAsync(bus, """{"id":"e","type":"ADD_RECORD","app":{"id":"13","name":"x"},"record":{"$id":{"value":"101"}}}""");

        Assert.Equal(400, status);
        Assert.Contains("\"code\":\"app_mismatch\"", body, StringComparison.Ordinal);
        Assert.Empty(bus.Received);
    }

    [Theory]
    [InlineData("{", "json_malformed")]
    [InlineData("""{"id":"\ud800","type":"ADD_RECORD","app":{"id":"12"},"record":{"$id":{"value":"101"}}}""", "json_malformed")]
    [InlineData("""{"id":"e","type":"ADD_RECORD","app":{"id":"12"},"record":{"$id":{"value":"\udc00"}}}""", "json_malformed")]
    [InlineData("""{"id":"e","type":"ADD_RECORD","record":{"$id":{"value":"101"}}}""", "webhook_invalid")]
    [InlineData("""{"id":"e","type":"COMMAND","app":{"id":"12"},"recordId":"101"}""", "webhook_invalid")]
    public async Task Run_WhatIsNoNotification_IsRefusedAndQueuesNothing(string body, string code)
    {
        await using var bus = await QueueServer.StartAsync();

        var (status, answer) = await PostAsync(bus, body);

        Assert.Equal(400, status);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Empty(bus.Received);
    }

    [Theory]
    [InlineData("nowhere", "application/json", 10, 404, "app_unknown")]
    [InlineData("Orders!", "application/json", 10, 404, "app_unknown")]
    [InlineData("orders", "text/plain", 10, 415, "media_type_unsupported")]
    [InlineData("orders", "application/json", 1024 * 1024, 413, "content_too_large")]
    public async Task Run_WhatMayNotBeSentHere_IsRefusedWithItsCodeAndQueuesNothing(string app, string contentType, int padding, int expected, string code)
    {
        await using var bus = await QueueServer.StartAsync();

        var (status, answer) = await PostAsync(
            bus, $$$$"""{"id":"e","type":"ADD_RECORD","app":{"id":"12","name":"{{{{new string('x', padding)}}}}"},"record":{"$id":{"value":"101"}}}""", app, contentType);

        Assert.Equal(expected, status);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Empty(bus.Received);
    }

    private static async Task<(int Status, string Body)> PostAsync(QueueServer bus, string body, string app = "orders", string contentType = "application/json")
    {
        var life = await Lifecycle.CreateAsync(bus.Connection);
        return await HttpCall.RunAsync(
            request => AppEventWebhook.RunAsync(request, app, life.App, life.Get<IMessageSender>(), CancellationToken.None), body: body, contentType: contentType);
    }
}
