using Billing.Adapters.Http;

namespace Billing.Adapters.Tests.Http;

public sealed class RetryRulesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData("Read", "not-sent", true)]
    [InlineData("Read", "lost", true)]
    [InlineData("Read", "not-done", true)]
    [InlineData("Read", "doubtful", true)]
    [InlineData("Read", "final", false)]
    [InlineData("Read", "too-large", false)]
    [InlineData("GuardedWrite", "lost", true)]
    [InlineData("GuardedWrite", "doubtful", true)]
    [InlineData("GuardedWrite", "final", false)]
    [InlineData("Effect", "not-sent", true)]
    [InlineData("Effect", "not-done", true)]
    [InlineData("Effect", "lost", false)]
    [InlineData("Effect", "doubtful", false)]
    [InlineData("Effect", "final", false)]
    public void ShouldRepeat_KindAndResult_OnlyProvenTransient(string kind, string result, bool expected) =>
        Assert.Equal(expected, RetryRules.ShouldRepeat(Enum.Parse<CallKind>(kind), Result(result), Longest));

    [Theory]
    [InlineData(8, true)]
    [InlineData(9, false)]
    public void ShouldRepeat_RetryAfter_OnlyWhenShortEnough(int seconds, bool expected)
    {
        var reply = new AttemptResult.Replied(new HttpReply(429, default, TimeSpan.FromSeconds(seconds)), ReplyVerdict.NotDone);

        Assert.Equal(expected, RetryRules.ShouldRepeat(CallKind.Effect, reply, Longest));
    }

    [Fact]
    public void Delay_ManyAttempts_StaysBetweenHalfAndWholeOfTheCeiling()
    {
        var random = new Random(20261125);
        var first = TimeSpan.FromMilliseconds(500);
        for (var attempt = 0; attempt < 2_000; attempt++)
        {
            var delay = RetryRules.Delay(attempt, first, Longest, null, random.NextDouble());

            var ceiling = Math.Min(Longest.TotalMilliseconds, 500 * Math.Pow(2, Math.Min(attempt, 20)));
            Assert.InRange(delay.TotalMilliseconds, (ceiling / 2) - 1, ceiling + 1);
        }
    }

    [Fact]
    public void Delay_ServiceAskedForMore_WaitsThatLong() =>
        Assert.Equal(TimeSpan.FromSeconds(7), RetryRules.Delay(0, TimeSpan.FromMilliseconds(500), Longest, TimeSpan.FromSeconds(7), 0.5));

    private static AttemptResult Result(string name) => name switch
    {
        "not-sent" => new AttemptResult.NotSent("connection_refused"),
        "lost" => new AttemptResult.Lost("timeout"),
        "too-large" => new AttemptResult.TooLarge(),
        "not-done" => new AttemptResult.Replied(new HttpReply(429, default), ReplyVerdict.NotDone),
        "doubtful" => new AttemptResult.Replied(new HttpReply(503, default), ReplyVerdict.Doubtful),
        _ => new AttemptResult.Replied(new HttpReply(200, default), ReplyVerdict.Final),
    };
}
