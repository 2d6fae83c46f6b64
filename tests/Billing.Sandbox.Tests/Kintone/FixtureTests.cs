using System.Text.Json.Nodes;
using Billing.Sandbox.Tests.Harness;
using Testing;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>What the stand-in sends has the shapes of the recorded webhooks (fixtures/kintone).</summary>
public sealed class FixtureTests : SandboxTest, IAsyncLifetime
{
    private static readonly string[] SetByTheApp = ["作成日時", "更新日時", "$id", "$revision", "レコード番号"];
    private WebhookReceiver _receiver = null!;

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _receiver = await WebhookReceiver.StartAsync();
        await ControlAsync("PUT", "kintone/apps/12/webhooks", $$"""{"webhooks":[{"url":"{{_receiver.Url}}"}]}""");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _receiver.DisposeAsync();
    }

    [Theory]
    [InlineData("add_record.json")]
    [InlineData("add_record_minimal.json")]
    [InlineData("add_record_overlong.json")]
    public async Task AddRecord_WithTheFixturesValues_SendsTheFixture(string file)
    {
        var fixture = Fixture(file);
        var user = (string)fixture["record"]!["作成者"]!["value"]!["code"]!;
        await ControlAsync("POST", "kintone/apps/12/records", Edit(user, fixture["record"]!));

        var sent = (await _receiver.NextAsync()).Body;

        Assert.Equal(fixture.AsObject().Select(member => member.Key), sent.AsObject().Select(member => member.Key));
        Assert.Equal(fixture["type"]!.ToJsonString(), sent["type"]!.ToJsonString());
        Assert.Equal(fixture["app"]!.ToJsonString(), sent["app"]!.ToJsonString());
        Assert.Equal((string?)fixture["recordTitle"], (string?)sent["recordTitle"]);
        AssertRecord(fixture["record"]!, sent["record"]!);
    }

    [Fact]
    public async Task UpdateRecord_ByAPerson_SendsTheWholeRecordAfterTheChange()
    {
        var (before, after) = (Fixture("add_record.json"), Fixture("update_record.json"));
        await ControlAsync("POST", "kintone/apps/12/records", Edit("suzuki", before["record"]!));
        await _receiver.NextAsync();
        var user = (string)after["record"]!["更新者"]!["value"]!["code"]!;
        await ControlAsync("PUT", "kintone/apps/12/records/101", Edit(user, after["record"]!));

        var sent = (await _receiver.NextAsync()).Body;

        Assert.Equal("UPDATE_RECORD", (string?)sent["type"]);
        Assert.Equal("2", (string?)sent["record"]!["$revision"]!["value"]);
        AssertRecord(after["record"]!, sent["record"]!);
        Assert.Equal((string?)after["url"], (string?)sent["url"]);
    }

    [Fact]
    public async Task DeleteRecord_SendsTheFixturesMembersInItsOrder()
    {
        var fixture = Fixture("delete_record.json");
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await _receiver.NextAsync();
        await ControlAsync("DELETE", $"kintone/apps/12/records/{id}?user=suzuki");

        var sent = (await _receiver.NextAsync()).Body;

        AssertSame(fixture, sent, ["id", "deletedAt"]);
        Assert.Equal("2026-11-25T01:00:30Z", (string?)sent["deletedAt"]);
    }

    [Fact]
    public async Task Comment_SendsTheFixturesMembersInItsOrder()
    {
        var fixture = Fixture("add_record_comment.json");
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        await _receiver.NextAsync();
        await KintoneAsync("POST", "record/comment.json", $$$$$"""{"app":12,"record":{{{{{id}}}}},"comment":{"text":"電話番号を確認しました。再照会をお願いします。","mentions":[{"code":"yamada","type":"USER"},{"code":"sales","type":"ORGANIZATION"}]}}""");

        var sent = (await _receiver.NextAsync()).Body;

        AssertSame(fixture, sent, ["id", "comment", "url"]);
        Assert.Equal(fixture["comment"]!.AsObject().Select(member => member.Key), sent["comment"]!.AsObject().Select(member => member.Key));
        Assert.Equal((string?)fixture["comment"]!["text"], (string?)sent["comment"]!["text"]);
        Assert.Equal(fixture["comment"]!["mentions"]!.ToJsonString(), sent["comment"]!["mentions"]!.ToJsonString());
        Assert.EndsWith("#record=101&comment=1", (string?)sent["url"], StringComparison.Ordinal);
    }

    /// <summary>Every field of the fixture is there, with the same type and value; row ids are the app's own.</summary>
    private static void AssertRecord(JsonNode expected, JsonNode sent)
    {
        Assert.Empty(expected.AsObject().Select(field => field.Key).Except(sent.AsObject().Select(field => field.Key)));
        foreach (var (code, field) in expected.AsObject())
        {
            Assert.Equal((string?)field!["type"], (string?)sent[code]!["type"]);
            if (!SetByTheApp.Contains(code))
            {
                Assert.Equal($"{code}: {WithoutRowIds(field)}", $"{code}: {WithoutRowIds(sent[code]!)}");
            }
        }
    }

    private static void AssertSame(JsonNode expected, JsonNode sent, string[] except)
    {
        Assert.Equal(expected.AsObject().Select(member => member.Key), sent.AsObject().Select(member => member.Key));
        Assert.All(expected.AsObject().Where(member => !except.Contains(member.Key)), member =>
            Assert.Equal(member.Value!.ToJsonString(), sent[member.Key]!.ToJsonString()));
    }

    private static string WithoutRowIds(JsonNode field)
    {
        var copy = field.DeepClone();
        foreach (var row in (copy["value"] as JsonArray ?? []).OfType<JsonObject>())
        {
            row.Remove("id");
        }

        return copy.ToJsonString();
    }

    private static string Edit(string user, JsonNode record)
    {
        var writable = record.AsObject().Where(field => !IsSystem((string)field.Value!["type"]!));
        return new JsonObject
        {
            ["user"] = user,
            ["record"] = new JsonObject(writable.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)new JsonObject { ["value"] = field.Value!["value"]?.DeepClone() }))),
        }.ToJsonString();
    }

    private static bool IsSystem(string type) =>
        type is "RECORD_NUMBER" or "CREATOR" or "MODIFIER" or "CREATED_TIME" or "UPDATED_TIME" or "STATUS" or "STATUS_ASSIGNEE" or "CALC" or "__ID__" or "__REVISION__";

    private static JsonNode Fixture(string file) => JsonNode.Parse(File.ReadAllText(Fixtures.File("kintone", file)))!;
}
