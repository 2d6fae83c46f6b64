using Billing.Sandbox.Tests.Harness;

namespace Billing.Sandbox.Tests.Kintone;

/// <summary>Form, process and comments of the preset app 受注管理 (kintone.md §3.1, §8).</summary>
public sealed class FormTests : SandboxTest
{
    [Fact]
    public async Task Form_OfThePreset_TellsTypesOptionsAndColumns()
    {
        var properties = (await KintoneAsync("GET", "app/form/fields.json?app=12")).Json["properties"]!;

        Assert.Equal(("SINGLE_LINE_TEXT", true, true), ((string?)properties["注文番号"]!["type"], (bool)properties["注文番号"]!["required"]!, (bool)properties["注文番号"]!["unique"]!));
        Assert.Equal(["利用照会", "取引更新", "請求書発行依頼", "取引状況確認", "再照会"], properties["操作"]!["options"]!.AsObject().Select(option => option.Key));
        Assert.Equal(
            ["照会中", "利用照会OK", "利用照会NG", "保留", "請求依頼済", "請求書発行済", "立替済", "キャンセル"],
            properties["取引状況"]!["options"]!.AsObject().Select(option => option.Key));
        Assert.Equal("NUMBER", (string?)properties["明細"]!["fields"]!["単価"]!["type"]);
        Assert.Equal("CALC", (string?)properties["合計金額"]!["type"]);
        Assert.True((bool)properties["ステータス"]!["enabled"]!);
    }

    [Fact]
    public async Task Process_OfThePreset_TellsStatesAndActions()
    {
        var process = (await KintoneAsync("GET", "app/status.json?app=12")).Json;

        Assert.True((bool)process["enable"]!);
        Assert.Equal(["未処理", "訪問予定", "作業完了"], process["states"]!.AsObject().Select(state => state.Key));
        Assert.Equal("訪問を予定する", (string?)process["actions"]![0]!["name"]);
    }

    [Fact]
    public async Task Assignee_OneToBeChosen_IsRequiredAndBindsPersonsButNotTokens()
    {
        await ControlAsync("PUT", "kintone/apps", """
            {"id":"33","name":"p","fields":[{"code":"作業者","type":"status-assignee"}],
             "process":{"states":[{"name":"a"},{"name":"b","assignees":["suzuki","ito"],"chooseOne":true},{"name":"c"}],"actions":[{"name":"go","from":"a","to":"b"},{"name":"end","from":"b","to":"c"}]},
             "tokens":[{"token":"t33","permissions":["view","add","edit"]}]}
            """);
        await KintoneAsync("POST", "record.json", """{"app":33}""", "t33");

        var without = await KintoneAsync("PUT", "record/status.json", """{"app":33,"id":1,"action":"go"}""", "t33");
        var with = await KintoneAsync("PUT", "record/status.json", """{"app":33,"id":1,"action":"go","assignee":"suzuki"}""", "t33");
        var stranger = await ControlAsync("POST", "kintone/apps/33/records/1/actions", """{"user":"ito","action":"end"}""");
        var assignee = await ControlAsync("POST", "kintone/apps/33/records/1/actions", """{"user":"suzuki","action":"end"}""");

        Assert.Equal("CB_VA01", without.KintoneCode);
        Assert.Equal("3", (string?)with.Json["revision"]);
        Assert.Equal((403, "CB_NO02"), (stranger.Code, stranger.KintoneCode));
        Assert.Equal("5", (string?)assignee.Json["revision"]);
    }

    [Fact]
    public async Task Comments_AddReadDelete()
    {
        var id = await AddRecordAsync("""{"注文番号":{"value":"A-1"}}""");
        var one = await KintoneAsync("POST", "record/comment.json", $$$"""{"app":12,"record":{{{id}}},"comment":{"text":"first"}}""");
        await KintoneAsync("POST", "record/comment.json", $$$"""{"app":12,"record":{{{id}}},"comment":{"text":"second","mentions":[{"code":"yamada","type":"USER"},{"code":"sales","type":"ORGANIZATION"}]}}""");

        var comments = (await KintoneAsync("GET", $"record/comments.json?app=12&record={id}")).Json;

        Assert.Equal("1", (string?)one.Json["id"]);
        Assert.Equal(["2", "1"], comments["comments"]!.AsArray().Select(comment => (string)comment!["id"]!));
        Assert.Equal("山田 次郎 営業部 \nsecond", (string?)comments["comments"]![0]!["text"]);
        Assert.False((bool)comments["older"]!);
        Assert.Equal(200, (await KintoneAsync("DELETE", "record/comment.json", $$"""{"app":12,"record":{{id}},"comment":1}""")).Code);
        var again = await KintoneAsync("DELETE", "record/comment.json", $$"""{"app":12,"record":{{id}},"comment":1}""");
        Assert.Equal((400, "GAIA_RE02"), (again.Code, again.KintoneCode));
        Assert.Equal("1", (string?)(await ReadRecordAsync(id))["$revision"]!["value"]); // comments are no revisions
    }

    [Fact]
    public async Task Headers_OnEveryAnswer_TellTheConcurrency()
    {
        var good = await KintoneAsync("GET", "records.json?app=12");
        var bad = await KintoneAsync("GET", "records.json?app=99");

        Assert.All([good, bad], answer =>
        {
            Assert.Equal(["100"], answer.Headers.GetValues("X-ConcurrencyLimit-Limit"));
            Assert.Equal(["1"], answer.Headers.GetValues("X-ConcurrencyLimit-Running"));
        });
    }

    [Fact]
    public async Task Budget_CountsPerAppAndStartsAnewAtNineInJapan()
    {
        await KintoneAsync("GET", "records.json?app=12");
        await KintoneAsync("GET", "records.json?app=12");
        Assert.Equal(2, (int)(await ControlAsync("GET", "received")).Json["kintone"]!["apps"]!["12"]!["today"]!);

        Time.MoveTo(new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero)); // 09:00 in Japan

        Assert.Null((await ControlAsync("GET", "received")).Json["kintone"]!["apps"]!["12"]);
    }
}
