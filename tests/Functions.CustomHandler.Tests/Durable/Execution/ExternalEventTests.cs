using System.Text.Json;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>External events: durable-protocol §10, rows 29 to 37, 66 and 83.</summary>
public sealed class ExternalEventTests
{
    [Fact]
    public void WaitForExternalEvent_Row29And31_EventsBeforeTheWait_ComeFirstInFirstOut()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            await context.CallActivityAsync("A");
            return $"{await context.WaitForExternalEvent<int>("N")}{await context.WaitForExternalEvent<int>("N")}{await context.WaitForExternalEvent<int>("N")}";
        });
        instance.Turn(Events.Raised("N", 1));
        instance.Turn(Events.Raised("n", 2), Events.Raised("N", 3));

        Assert.Equal("\"123\"", instance.Turn(Events.Completed(0)).Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row30_InTheBatchOfTheStartAndInAnotherCase_IsDelivered() =>
        Assert.Equal("5", SimulatedInstance.Of(context => context.WaitForExternalEvent<int>("Hello")).Turn(Events.Raised("hELLO", 5)).Result());

    [Fact]
    public void WaitForExternalEvent_Row32_TwoWaiters_TheNewestIsServedFirst()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var old = context.WaitForExternalEvent<int>("X");
            var fresh = context.WaitForExternalEvent<int>("X");
            return $"{await fresh} {await old}";
        });
        instance.Turn();
        instance.Turn(Events.Raised("X", 1));

        Assert.Equal("\"1 2\"", instance.Turn(Events.Raised("X", 2)).Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row33_ACancelledWaiterBelowAnother_DoesNotTakeTheEvent()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            using var cancellation = new CancellationTokenSource();
            var first = context.WaitForExternalEvent<int>("X", cancellation.Token);
            cancellation.Cancel();
            await Assert.ThrowsAsync<TaskCanceledException>(() => first);
            return await context.WaitForExternalEvent<int>("X");
        });
        instance.Turn();

        Assert.Equal("8", instance.Turn(Events.Raised("X", 8)).Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row34And83_TheEventBeatsTheTimeLimit_CancelsTheTimer()
    {
        var instance = SimulatedInstance.Of(context => context.WaitForExternalEvent<string>("Go", TimeSpan.FromHours(1)));

        Assert.Equal(["0:timer 01-05 01:00:00"], instance.Turn().Short());
        Assert.Equal("\"now\"", instance.Turn(Events.Raised("Go", "now")).Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row35_TheTimeLimitBeatsTheEvent_CancelsTheWaitAndKeepsReplayStable()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            try
            {
                return await context.WaitForExternalEvent<int>("Go", TimeSpan.FromSeconds(10));
            }
            catch (TaskCanceledException)
            {
                return -await context.WaitForExternalEvent<int>("Go");
            }
        });
        instance.Turn();
        Assert.Empty(instance.Turn(Events.Fired(0)).Actions);

        Assert.Equal("-3", instance.Turn(Events.Raised("Go", 3)).Result());
        Assert.Equal("-3", instance.Repeat().Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row36_AnEventWithoutPayload_GivesTheDefault()
    {
        var instance = SimulatedInstance.Of(async context => $"{await context.WaitForExternalEvent<int>("A")}{await context.WaitForExternalEvent<string?>("B") ?? "null"}");

        Assert.Equal("\"0null\"", instance.Turn(Events.Raised("A"), Events.RaisedRaw("B", "null")).Result());
    }

    [Fact]
    public void WaitForExternalEvent_Row37_WaitsAndEventsAgainstATimer_LoseNoEvent()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var seen = new List<int>();
            var next = context.WaitForExternalEvent<int>("E");
            for (var round = 0; round < 4; round++)
            {
                using var cancellation = new CancellationTokenSource();
                var timer = context.CreateTimer(TimeSpan.FromSeconds(5), cancellation.Token);
                if (await Task.WhenAny(next, timer) == next)
                {
                    cancellation.Cancel();
                    seen.Add(await next);
                    next = context.WaitForExternalEvent<int>("E");
                }
                else
                {
                    seen.Add(-1);
                }
            }

            return seen;
        });
        instance.Turn();
        instance.Turn(Events.Fired(0), Events.Raised("E", 1));
        var last = instance.Turn(Events.Raised("E", 2), Events.Fired(3));

        Assert.Equal("[-1,1,2,-1]", last.Result());
    }

    [Fact]
    public void WaitForExternalEvent_APayloadOfAnotherType_FailsTheWaitWithoutShowingIt()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var fault = await Assert.ThrowsAsync<JsonException>(() => context.WaitForExternalEvent<int>("A"));
            return fault.Message;
        });

        var message = instance.Turn(Events.RaisedRaw("A", "山田太郎")).Result();

        Assert.Contains("The payload of event 'A' cannot be read as System.Int32", message, StringComparison.Ordinal);
        Assert.DoesNotContain("山", message, StringComparison.Ordinal);
    }

    [Fact]
    public void WaitForExternalEvent_AnotherTypeForTheSameName_IsRefused()
    {
        var failure = SimulatedInstance.Of(context =>
        {
            _ = context.WaitForExternalEvent<int>("A");
            return context.WaitForExternalEvent<string>("a");
        }).Turn().Failure();

        Assert.Equal("System.ArgumentException", failure.ErrorType);
    }

    [Fact]
    public void SendEvent_Row66_ToAnotherInstance_IsNoOpenTask()
    {
        var response = SimulatedInstance.Of(context =>
        {
            context.SendEvent("other", "Ready", new { n = 1 });
            context.SendEvent("other", "Empty", null);
            return Task.FromResult(1);
        }).Turn();

        Assert.Equal(["0:event Ready", "1:event Empty", "2:end Completed"], response.Short());
        Assert.Equal(("other", """{"n":1}"""), (response.Actions[0].SendEvent.Instance.InstanceId, response.Actions[0].SendEvent.Data));
        Assert.Null(response.Actions[1].SendEvent.Data);
    }
}
