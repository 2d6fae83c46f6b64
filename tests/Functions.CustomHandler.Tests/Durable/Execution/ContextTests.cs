using System.Text.Json;
using Microsoft.Extensions.Logging;
using Testing;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Deterministic values, status and logs: durable-protocol §10, rows 48 to 51, 78 and 81.</summary>
public sealed class ContextTests
{
    [Fact]
    public void IsReplaying_Row48_IsTrueForThePastAndSilencesTheLogger()
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var instance = new SimulatedInstance(
            async context =>
            {
                var logger = context.CreateReplaySafeLogger("Lifecycle");
                logger.LogInformation("began");
                await context.CallActivityAsync("A");
                logger.LogInformation("went on");
                await context.CallActivityAsync("B");
                logger.LogInformation("ended");
                return context.IsReplaying;
            },
            loggers: loggers);
        instance.Turn();
        instance.Turn(Events.Completed(0));

        Assert.Equal("false", instance.Turn(Events.Completed(1)).Result());
        Assert.Equal(["began", "went on", "ended"], log.Lines.Select(line => line["Information Lifecycle ".Length..].Trim()));
    }

    [Fact]
    public void CurrentUtcDateTime_Row49_StandsStillInATurnAndIsTheSameInEveryReplay()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var times = new List<DateTime> { context.CurrentUtcDateTime, context.CurrentUtcDateTime };
            await context.CallActivityAsync("A");
            times.Add(context.CurrentUtcDateTime);
            await context.CallActivityAsync("B");
            return times;
        });
        instance.Turn();
        instance.Turn(Events.Completed(0));
        instance.Now = instance.Now.AddHours(5);

        Assert.Equal("""["2026-01-05T00:00:00Z","2026-01-05T00:00:00Z","2026-01-05T00:00:01Z"]""", instance.Turn(Events.Completed(1)).Result());
    }

    [Fact]
    public void NewGuid_Row50_IsEqualInEveryReplayAndDistinctInATurn()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var first = (context.NewGuid(), context.NewGuid());
            await context.CallActivityAsync("A");
            return new[] { first.Item1, first.Item2, context.NewGuid() };
        });
        instance.Turn();
        var result = instance.Turn(Events.Completed(0)).Result()!;

        var guids = JsonSerializer.Deserialize<Guid[]>(result)!;
        Assert.Equal([Guid.Parse("89623ed1-4f5e-5a4b-836c-41e8fc86dd5b"), Guid.Parse("bbde3e78-bd37-5617-8d73-45749710bb4b")], guids[..2]);
        Assert.Equal(3, guids.Distinct().Count());
    }

    [Fact]
    public void SetCustomStatus_Row51_IsSentInFullEveryTurnUntilItIsCleared()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            context.SetCustomStatus(new { step = 1 });
            await context.CallActivityAsync("A");
            await context.CallActivityAsync("B");
            context.SetCustomStatus(null);
            return 1;
        });

        Assert.Equal("""{"step":1}""", instance.Turn().CustomStatus);
        Assert.Equal("""{"step":1}""", instance.Turn(Events.Completed(0)).CustomStatus);
        Assert.Null(instance.Turn(Events.Completed(1)).CustomStatus);
    }

    [Fact]
    public void Values_Row78_OutsideAscii_ArePreserved()
    {
        const string Text = "株式会社サンプル「50%」<b>&'\"\\😀";
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<string>("通知", context.GetInput<string>()), Text);

        var action = instance.Turn().Actions[0].ScheduleTask;

        Assert.Equal(("通知", Text), (action.Name, JsonSerializer.Deserialize<string>(action.Input)));
        Assert.Equal(Text, JsonSerializer.Deserialize<string>(instance.Turn(Events.Completed(0, Text)).Result()!));
    }

    [Fact]
    public void GetInput_OfAnotherType_FailsWithoutShowingIt()
    {
        var failure = SimulatedInstance.Of(context => Task.FromResult(context.GetInput<int>()), "山田太郎").Turn().Failure();

        Assert.Equal("The input of orchestration 'Main' cannot be read as System.Int32: wrong or no JSON at $.", failure.ErrorMessage);
    }

    [Fact]
    public void Turns_Row81_ManyAtOnce_ShareNothing()
    {
        var results = new string?[64];
        Parallel.For(0, results.Length, number =>
        {
            var instance = SimulatedInstance.Of(
                async context =>
                {
                    var sum = context.GetInput<int>();
                    for (var step = 0; step < 20; step++)
                    {
                        sum += await context.CallActivityAsync<int>("A");
                    }

                    return sum;
                },
                number * 1000);
            instance.Turn();
            for (var id = 0; id < 19; id++)
            {
                instance.Turn(Events.Completed(id, 1));
            }

            results[number] = instance.Turn(Events.Completed(19, 1)).Result();
        });

        Assert.Equal(Enumerable.Range(0, results.Length).Select(number => $"{(number * 1000) + 20}"), results);
    }
}
