using System.Text.Json;
using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Tests.Durable.Execution;

namespace Functions.CustomHandler.Tests.Durable;

/// <summary>Results and failures of activities on their way to the orchestrator: durable-protocol §4.2, §4.3 and §10, rows 14 and 73 to 76.</summary>
public sealed class ActivityResultTests
{
    public static TheoryData<object?> Values() =>
    [
        "Tokyo", "", "Done", "123", "null", "true", "\"quoted\"", "2026-01-05T09:00:00+09:00", "{\"$ok\":1}", "{\"a\":1}", "[1]", 5, 12.75m, true, false,
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Encode_Row74And75_AnyValue_ArrivesAsItWas(object? value) => Assert.Equal(value, Received(value, value!.GetType()));

    [Fact]
    public void Encode_AnObject_ArrivesAsItWas()
    {
        var order = new Order("品", 1_234_567_890_123, 0.1m, new DateOnly(2026, 1, 5), new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.FromHours(9)), null);

        Assert.Equal(order, Received(order, typeof(Order)));
    }

    [Fact]
    public void Encode_Row76_Nothing_IsNoReturnValueAndArrivesAsDefault()
    {
        Assert.Null(ActivityResult.Encode(null));
        Assert.Equal("0", Turn<int>(null).Result());
        Assert.Null(Turn<string>("null").Result());
    }

    [Theory]
    [InlineData("\"Hello\"", "Hello")]
    [InlineData("\"123\"", "123")]
    [InlineData("\"{\\\"a\\\":1}\"", "{\"a\":1}")]
    [InlineData("\"$ok is fine\"", "$ok is fine")]
    [InlineData("\"{\\\"$ok\\\":1,\\\"x\\\":2}\"", "{\"$ok\":1,\"x\":2}")]
    public void Open_APlainResultOfAnotherSdk_IsTakenAsItIs(string result, string expected) =>
        Assert.Equal(expected, JsonSerializer.Deserialize<string>(Turn<string>(result).Result()!));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EncodeFailure_Row14_AnExpectedFailure_FailsTheTaskWithEveryDetail(bool nonRetriable)
    {
        var failure = ActivityResult.EncodeFailure(new ActivityFailureException("order_unknown", "受注がありません", nonRetriable));
        Assert.Null(failure.ReasonPhrase);

        var details = Turn<int>(JsonSerializer.Serialize(failure.ReturnValue)).Failure().InnerFailure;

        Assert.Equal(("order_unknown", "受注がありません"), (details.ErrorType, details.ErrorMessage));
    }

    [Fact]
    public void EncodeFailure_Row14_TheNonRetriableFlag_StopsARetryPolicy()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(1)));
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A", options));
        instance.Turn();
        var final = ActivityResult.EncodeFailure(new ActivityFailureException("T", "final", nonRetriable: true));

        Assert.Equal("final", instance.Turn(Events.Completed(0, final.ReturnValue)).Failure().InnerFailure.ErrorMessage);
    }

    [Fact]
    public void Open_AFailureThatTheHostReparsed_IsUnderstoodToo() =>
        Assert.Equal("T", Turn<int>("""{"$fail":{"type":"T","message":"m"}}""").Failure().InnerFailure.ErrorType);

    [Theory]
    [InlineData("""{"$fail":5}""")]
    [InlineData("""{"$fail":{"type":{}}}""")]
    [InlineData("""{"$ok":""")]
    public void Open_AnEnvelopeThatIsNone_FailsTheCallAndNotTheTurn(string result)
    {
        var failure = Turn<int>(result).Failure();

        Assert.Equal("System.Text.Json.JsonException", failure.ErrorType);
    }

    [Fact]
    public void EncodeFailure_AnUnexpectedFailure_IsAnAsciiReasonPhraseThatComesBack()
    {
        var phrase = ActivityResult.EncodeFailure(new BrokenException("壊れた (50%)\r\n: x")).ReasonPhrase!;

        Assert.All(phrase, letter => Assert.InRange(letter, ' ', '~'));
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
        instance.Turn();
        var details = instance.Turn(Events.Failed(0, "System.Net.Http.HttpRequestException", $"Response status code does not indicate success: 500 ({phrase}).")).Failure().InnerFailure;
        Assert.Equal((typeof(BrokenException).FullName, "壊れた (50%)\r\n: x"), (details.ErrorType, details.ErrorMessage));
    }

    [Fact]
    public void EncodeFailure_ALongMessage_IsCutAtAWholeCharacter()
    {
        var phrase = ActivityResult.EncodeFailure(new BrokenException(new string('長', 5_000))).ReasonPhrase!;

        Assert.InRange(phrase.Length, 200, 300);
        Assert.All(Uri.UnescapeDataString(phrase[(phrase.IndexOf(": ", StringComparison.Ordinal) + 2)..]), letter => Assert.Equal('長', letter));
    }

    private static object? Received(object? value, Type type)
    {
        // What the host makes of a text: the same text, once more as JSON.
        var result = JsonSerializer.Serialize(ActivityResult.Encode(value));
        return JsonSerializer.Deserialize(ActivityResult.Open(result).Json!, type, DurableJson.Options);
    }

    private static Functions.Durable.Protocol.OrchestratorResponse Turn<T>(string? result)
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<T>("A"));
        instance.Turn();
        return instance.Turn(Events.CompletedRaw(0, result));
    }

    private sealed class BrokenException(string message) : Exception(message);

    private sealed record Order(string Name, long Count, decimal Rate, DateOnly Day, DateTimeOffset At, string? None);
}
