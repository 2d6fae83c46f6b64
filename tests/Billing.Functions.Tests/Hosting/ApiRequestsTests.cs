using Billing.Adapters.Storage.Documents;
using Billing.Functions.Tests.Harness;

namespace Billing.Functions.Tests.Hosting;

/// <summary>What every API of contract billing does with a request: ETags, idempotency keys, bodies, audit.</summary>
public sealed class ApiRequestsTests : IAsyncLifetime
{
    private AppServer _app = null!;

    public async ValueTask InitializeAsync() => _app = await AppServer.StartAsync(types: [typeof(NotesApi)]);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Put_ThenGet_GivesTheSameETag()
    {
        var id = AppServer.Unique("n");
        var made = (await PutAsync(id, "一")).Expect(201);
        var read = (await _app.GetAsync($"notes/{id}")).Expect(200);

        Assert.Equal(made.ETag, read.ETag);
        Assert.Equal($"\"{(string)made.Json["version"]!}\"", made.ETag);
        Assert.Equal("一", (string?)read.Json["text"]);
        Assert.Equal($"/api/notes/{id}", made.Location);
    }

    [Fact]
    public async Task Get_WithTheETagOfTheVersion_Is304WithoutBody()
    {
        var id = AppServer.Unique("n");
        var made = await PutAsync(id, "a");
        var read = await _app.GetAsync($"notes/{id}", new Dictionary<string, string> { ["If-None-Match"] = made.ETag! });

        read.Expect(304);
        Assert.Empty(read.Text);
    }

    [Fact]
    public async Task Edit_WithoutIfMatch_Is428()
    {
        var id = AppServer.Unique("n");
        await PutAsync(id, "a");

        (await PutAsync(id, "b")).Expect(428, "precondition_required");
    }

    [Fact]
    public async Task Edit_OfAnOlderVersion_Is412AndChangesNothing()
    {
        var id = AppServer.Unique("n");
        var first = await PutAsync(id, "a");
        (await PutAsync(id, "b", first.ETag)).Expect(200);

        (await PutAsync(id, "c", first.ETag)).Expect(412, "precondition_failed");
        Assert.Equal("b", (string?)(await _app.GetAsync($"notes/{id}")).Json["text"]);
    }

    [Theory]
    [InlineData("W/{0}", 412)]
    [InlineData("\"other\", {0}", 200)]
    [InlineData("*", 200)]
    [InlineData("no quotes", 400)]
    public async Task Edit_FormsOfIfMatch_AreReadAsTheRfcSays(string form, int status)
    {
        var id = AppServer.Unique("n");
        var made = await PutAsync(id, "a");

        (await PutAsync(id, "b", string.Format(System.Globalization.CultureInfo.InvariantCulture, form, made.ETag))).Expect(status);
    }

    [Fact]
    public async Task Edit_ByManyAtOnceOnOneVersion_OneWins()
    {
        var id = AppServer.Unique("n");
        var made = await PutAsync(id, "a");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => PutAsync(id, $"b{number}", made.ETag)));

        Assert.Single(answers, answer => (int)answer.Status == 200);
        Assert.All(answers.Where(answer => (int)answer.Status != 200), answer => answer.Expect(412, "precondition_failed"));
    }

    [Fact]
    public async Task Repeat_WithTheSameKey_IsAnsweredAgainAndDecidedOnce()
    {
        var id = AppServer.Unique("n");
        var first = (await PutAsync(id, "a", key: $"key {id}")).Expect(201);
        var second = (await PutAsync(id, "a", key: $"key {id}")).Expect(201);

        Assert.False(first.IsReplayed);
        Assert.True(second.IsReplayed);
        Assert.Equal((first.Text, first.ETag, first.Location), (second.Text, second.ETag, second.Location));
        Assert.Equal(1, NotesApi.Decisions[id]);
    }

    [Fact]
    public async Task Repeat_WithTheSameKeyAndAnotherBody_Is409()
    {
        var id = AppServer.Unique("n");
        await PutAsync(id, "a", key: $"key {id}");

        (await PutAsync(id, "b", key: $"key {id}")).Expect(409, "idempotency_key_reused");
    }

    [Fact]
    public async Task Repeat_WithTheSameKeyOnAnotherPath_Is409()
    {
        var id = AppServer.Unique("n");
        await PutAsync(id, "a", key: $"key {id}");

        (await PutAsync(AppServer.Unique("n"), "a", key: $"key {id}")).Expect(409, "idempotency_key_reused");
    }

    [Fact]
    public async Task Repeat_ByManyAtOnce_WritesOnce()
    {
        var id = AppServer.Unique("n");
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync(id, "a", key: $"key {id}")));

        Assert.All(answers, answer => answer.Expect(201));
        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(await AuditAsync(id));
    }

    [Fact]
    public async Task Repeat_AfterARefusal_IsDecidedAgain()
    {
        var id = AppServer.Unique("n");
        var made = await PutAsync(id, "a");
        (await PutAsync(id, "b", "\"old\"", $"key {id}")).Expect(412);

        (await PutAsync(id, "b", made.ETag, $"key {id}")).Expect(200);
    }

    [Fact]
    public async Task Key_TooLong_IsRefused() =>
        (await PutAsync(AppServer.Unique("n"), "a", key: new string('k', 201))).Expect(400, "idempotency_key_invalid");

    [Fact]
    public async Task Audit_OfAChange_SaysWhoWhatAndWhenButNoValue()
    {
        var id = AppServer.Unique("n");
        var made = await PutAsync(id, "秘密の値");
        await PutAsync(id, "b", made.ETag);

        var entries = await AuditAsync(id);
        Assert.Equal(["created", "edited"], entries.Select(entry => entry.Action));
        Assert.All(entries, entry => Assert.Equal("system", entry.Who));
        Assert.All(entries, entry => Assert.Equal(["text"], entry.Fields));
        Assert.DoesNotContain("秘密の値", string.Join('\n', entries), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Malformed_IsNamedSo() =>
        (await _app.SendAsync("PUT", "notes/x", "{\"text\": ")).Expect(400, "json_malformed");

    [Theory]
    [InlineData("""{"text":1}""", "text:invalid")]
    [InlineData("""{"text":"a","lines":[{"quantity":1},{"quantity":1.5}]}""", "lines[1].quantity:invalid")]
    [InlineData("""{"text":"a","lines":[{"quantity":99999999999}]}""", "lines[0].quantity:invalid")]
    [InlineData("""{"text":"a","surprise":1}""", "surprise:invalid")]
    [InlineData("null", "$:invalid")]
    [InlineData("[]", "$:invalid")]
    public async Task Body_OfAnotherShape_NamesTheField(string body, string error) =>
        Assert.Equal([error], (await _app.SendAsync("PUT", "notes/x", body)).Expect(400, "validation_failed").FieldErrors);

    [Fact]
    public async Task Body_TooLarge_Is413() =>
        (await _app.SendAsync("PUT", "notes/x", $$"""{"text":"{{new string('a', 1024 * 1024)}}"}""")).Expect(413, "content_too_large");

    [Fact]
    public async Task Body_TooLargeForARow_Is413AndNothingIsWritten()
    {
        var id = AppServer.Unique("n");
        (await PutAsync(id, new string('a', 256 * 1024))).Expect(413, "document_too_large");
        (await _app.GetAsync($"notes/{id}")).Expect(404);
    }

    [Fact]
    public async Task Body_OfAnotherType_Is415()
    {
        using var content = new StringContent("text=a");
        using var answer = await _app.Http.PutAsync(new Uri("notes/x", UriKind.Relative), content);
        (await ApiReply.ReadAsync(answer)).Expect(415, "media_type_unsupported");
    }

    [Fact]
    public async Task Body_LargerThanAColumn_ComesBackAsItWas()
    {
        var id = AppServer.Unique("n");
        var text = string.Concat(Enumerable.Repeat("𠮷野家ab", 12_000));
        (await PutAsync(id, text)).Expect(201);

        Assert.Equal(text, (string?)(await _app.GetAsync($"notes/{id}")).Json["text"]);
    }

    [Fact]
    public async Task List_PageByPage_GivesEachOnce()
    {
        var id = AppServer.Unique("p");
        for (var number = 0; number < 5; number++)
        {
            await PutAsync($"{id}-{number}", $"{number}");
        }

        var texts = new List<string>();
        for (var path = $"notes?prefix=note-{id}&size=2"; ;)
        {
            var page = (await _app.GetAsync(path)).Expect(200).Json;
            texts.AddRange(page["items"]!.AsArray().Select(item => (string)item!["text"]!));
            if (page["cursor"] is not { } cursor)
            {
                break;
            }

            path = $"notes?prefix=note-{id}&size=2&cursor={cursor}";
        }

        Assert.Equal(["0", "1", "2", "3", "4"], texts);
    }

    [Theory]
    [InlineData("notes?cursor=abc", "invalid_cursor")]
    [InlineData("notes?size=0", "size_invalid")]
    [InlineData("notes?size=201", "size_invalid")]
    public async Task List_WithAFaultyPage_IsRefused(string path, string code) => (await _app.GetAsync(path)).Expect(400, code);

    private Task<ApiReply> PutAsync(string id, string text, string? ifMatch = null, string? key = null) =>
        _app.SendAsync("PUT", $"notes/{id}", new { text }, ifMatch, key);

    private async Task<List<AuditEntry>> AuditAsync(string id)
    {
        var found = await _app.Get<DocumentTables>().Catalogue.ListAsync<AuditEntry>(
            NotesApi.Partition, AuditEntry.Prefix(NotesApi.Row(id)), null, 100, CancellationToken.None);
        return [.. found.Items.Select(item => item.Value)];
    }
}
