using System.Text;
using System.Text.Json;
using Billing.Functions.Transactions;

using Testing;

namespace Billing.Functions.Tests.Transactions;

public sealed class KintoneWebhookBodyTests
{
    [Theory]
    [InlineData("add_record.json", "ADD_RECORD", "101", 1)]
    [InlineData("update_record.json", "UPDATE_RECORD", "101", 2)]
    [InlineData("update_status.json", "UPDATE_STATUS", "101", 5)]
    [InlineData("update_record_writeback.json", "UPDATE_RECORD", "101", 6)]
    [InlineData("delete_record.json", "DELETE_RECORD", "101", null)]
    [InlineData("add_record_comment.json", "ADD_RECORD_COMMENT", "101", null)]
    [InlineData("add_record_app_code.json", "ADD_RECORD", "104", 1)]
    public void TryRead_ARecordedNotification_TakesReferencesOnly(string file, string type, string recordId, int? revision)
    {
        Assert.True(KintoneWebhookBody.TryRead(File.ReadAllBytes(Fixtures.File("kintone", file)), "orders", out var message, out var appId));

        Assert.Equal((type, recordId, (long?)revision, "orders"), (message.Type, message.RecordId, message.Revision, message.App));
        Assert.Equal(recordId == "104" ? "27" : "12", appId);
        Assert.Equal(message, AppEventMessage.Parse(message.ToJson()));
        Assert.True(message.ToJson().Length < 300);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{}")]
    [InlineData("""{"id":"a","type":"UPDATE_RECORD","app":{"id":"12"}}""")]
    [InlineData("""{"id":"a","type":"UPDATE_RECORD","app":{"id":"12"},"recordId":"../x"}""")]
    [InlineData("""{"id":"a","type":"UPDATE_RECORD","app":{"id":"12"},"recordId":"-1"}""")]
    [InlineData("""{"id":"","type":"UPDATE_RECORD","app":{"id":"12"},"recordId":"1"}""")]
    [InlineData("""{"id":{},"type":"UPDATE_RECORD","app":{"id":"12"},"recordId":"1"}""")]
    [InlineData("""{"id":"a","type":"UPDATE_RECORD","recordId":"1"}""")]
    [InlineData("""{"id":"a","type":"UPDATE_RECORD","app":"12","recordId":"1"}""")]
    [InlineData("""{"id":"a","type":"COMMAND","app":{"id":"12"},"recordId":"1"}""")]
    [InlineData("""{"id":"a","type":"見本 太郎","app":{"id":"12"},"recordId":"1"}""")]
    public void TryRead_JsonOfAnotherShape_IsNotANotification(string body) =>
        Assert.False(KintoneWebhookBody.TryRead(Encoding.UTF8.GetBytes(body), "orders", out _, out _));

    [Fact]
    public void TryRead_NotJson_Throws() => Assert.ThrowsAny<JsonException>(() => KintoneWebhookBody.TryRead("{\"id\":"u8.ToArray(), "orders", out _, out _));

    [Fact]
    public void TryRead_AnIdThatIsNoKey_IsHashedTheSameEachTime()
    {
        var body = Encoding.UTF8.GetBytes("""{"id":"a/b?c","type":"X","app":{"id":"12"},"recordId":"1"}""");
        Assert.True(KintoneWebhookBody.TryRead(body, "orders", out var one, out _) & KintoneWebhookBody.TryRead(body, "orders", out var other, out _));

        Assert.Matches("^h[0-9a-f]{64}$", one!.Id);
        Assert.Equal(one, other);
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Parse_AMessageThatIsNotOurs_IsRefused(string text) => Assert.Throws<InvalidDataException>(() => AppEventMessage.Parse(text));
}
