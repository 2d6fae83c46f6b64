using System.Text.Json;
using Functions.CustomHandler.Durable;
using P = Functions.Durable.Protocol;

namespace Functions.CustomHandler.Tests.Durable.Execution;

/// <summary>Calls of activities and the end of an orchestration: durable-protocol §10, rows 1 to 15 and 27.</summary>
public sealed class ActivityTests
{
    [Fact]
    public void Turn_Row01_AnOrchestratorThatReturnsAtOnce_CompletesWithIdZero()
    {
        var response = SimulatedInstance.Of(_ => Task.FromResult(new { Value = 1, 名 = "値" })).Turn();

        Assert.Equal(["0:end Completed"], response.Short());
        Assert.Equal("""{"Value":1,"名":"値"}""", response.Result());
    }

    [Fact]
    public void Turn_Row02_NoValue_IsAnAbsentResult() => Assert.Null(SimulatedInstance.Of(_ => Task.FromResult<string?>(null)).Turn().Result());

    [Fact]
    public void Turn_Row03_OneActivity_IsScheduledWithIdZeroAndItsPlainInput()
    {
        var response = SimulatedInstance.Of(context => context.CallActivityAsync<string>("Greet", new { Name = "x" })).Turn();

        Assert.Equal(["0:activity Greet"], response.Short());
        Assert.Equal("""{"Name":"x"}""", response.Actions[0].ScheduleTask.Input);
    }

    [Fact]
    public void Turn_Row04_DeliveredTwice_AnswersTheSameBytes()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var guid = context.NewGuid();
            await Task.WhenAll(Enumerable.Range(0, 20).Select(number => context.CallActivityAsync("A", new { number, guid })));
            return guid;
        });

        Assert.Equal(instance.Turn(), instance.Repeat());
        Assert.Equal(instance.Turn([.. Enumerable.Range(0, 20).Select(id => Events.Completed(id))]), instance.Repeat());
    }

    [Fact]
    public void Turn_Row06_AChainOfTen_TakesTheIdsInOrder()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            var sum = 0;
            for (var step = 0; step < 10; step++)
            {
                sum = await context.CallActivityAsync<int>("Add", sum);
            }

            return sum;
        });

        Assert.Equal(["0:activity Add"], instance.Turn().Short());
        for (var id = 0; id < 9; id++)
        {
            var response = instance.Turn(Events.Completed(id, id + 1));
            Assert.Equal([$"{id + 1}:activity Add"], response.Short());
            Assert.Equal($"{id + 1}", response.Actions[0].ScheduleTask.Input);
        }

        var last = instance.Turn(Events.Completed(9, 10));
        Assert.Equal((10, "10"), (last.Actions[0].Id, last.Result()));
    }

    [Fact]
    public void Turn_Row07_AFanOutOfAHundredInReverse_GivesResultsInCallOrder()
    {
        var instance = SimulatedInstance.Of(context => Task.WhenAll(Enumerable.Range(0, 100).Select(number => context.CallActivityAsync<int>("Square", number))));
        Assert.Equal(100, instance.Turn().Actions.Count);

        for (var batch = 9; batch > 0; batch--)
        {
            Assert.Empty(instance.Turn([.. Enumerable.Range(batch * 10, 10).Reverse().Select(id => Events.Completed(id, id * id))]).Actions);
        }

        var last = instance.Turn([.. Enumerable.Range(0, 10).Reverse().Select(id => Events.Completed(id, id * id))]);
        Assert.Equal(JsonSerializer.Serialize(Enumerable.Range(0, 100).Select(id => id * id)), last.Result());
    }

    [Fact]
    public void Turn_Row08And09_DuplicateAndUnknownResults_AreIgnored()
    {
        var instance = SimulatedInstance.Of(async context => await context.CallActivityAsync<int>("A") + await context.CallActivityAsync<int>("B"));
        instance.Turn();

        Assert.Equal(["1:activity B"], instance.Turn(Events.Completed(0, 1), Events.Completed(0, 99), Events.Completed(77, 5), Events.Failed(0, "X", "late")).Short());
        Assert.Equal("3", instance.Turn(Events.Completed(0, 98), Events.Completed(1, 2)).Result());
    }

    [Fact]
    public void Turn_Row10_AnUnhandledFailure_FailsWithTheActivitysDetailsInside()
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
        instance.Turn();

        var failure = instance.Turn(Events.Failed(0, "Shop.OutOfStock", "none left", nonRetriable: true)).Failure();

        Assert.Equal((typeof(TaskFailedException).FullName, "Task 'A' (#0) failed with an unhandled exception: none left"), (failure.ErrorType, failure.ErrorMessage));
        Assert.Equal(("Shop.OutOfStock", "none left", false), (failure.InnerFailure.ErrorType, failure.InnerFailure.ErrorMessage, failure.InnerFailure.IsNonRetriable));
        Assert.NotNull(failure.StackTrace);
    }

    [Fact]
    public void Turn_Row11_ACaughtFailure_LetsTheCodeGoOnWithItsDetails()
    {
        var instance = SimulatedInstance.Of(async context =>
        {
            try
            {
                return await context.CallActivityAsync<string>("A");
            }
            catch (TaskFailedException failed)
            {
                var inner = failed.FailureDetails.InnerFailure!;
                return $"{failed.TaskName} {failed.TaskId} {failed.FailureDetails.ErrorType} {inner.ErrorType} {failed.FailureDetails.IsCausedBy<IOException>()} {inner.IsCausedBy<IOException>()}";
            }
        });
        instance.Turn();
        var details = new P.TaskFailureDetails
        {
            ErrorType = "Outer",
            ErrorMessage = "outer",
            InnerFailure = new P.TaskFailureDetails { ErrorType = typeof(FileNotFoundException).FullName, ErrorMessage = "inner" },
        };

        Assert.Equal("\"A 0 Outer System.IO.FileNotFoundException False True\"", instance.Turn(Events.Failed(0, details)).Result());
    }

    [Fact]
    public void Turn_Row12_AFailureWithoutDetails_IsAFailedTask()
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("Missing"));
        instance.Turn();

        var failure = instance.Turn(Events.Failed(0, details: null)).Failure();

        Assert.Equal("(unknown)", failure.InnerFailure.ErrorType);
    }

    [Theory]
    [InlineData("Shop.%E5%93%81%E5%88%87%E3%82%8C: 100%25%20sold%20%28all%29", "Shop.品切れ", "100% sold (all)")]
    [InlineData("System.InvalidOperationException: ", "System.InvalidOperationException", "")]
    [InlineData("System.InvalidOperationException:", "System.InvalidOperationException", "")]
    [InlineData("Internal Server Error", "Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.A")]
    [InlineData("Time Out: later", "Microsoft.Azure.WebJobs.Host.FunctionInvocationException", "Exception while executing function: Functions.A")]
    public void Turn_Row13_AFailedFunction_GivesTypeAndMessageOfItsReasonPhrase(string phrase, string type, string message)
    {
        var failure = FailureOf(new P.TaskFailureDetails
        {
            ErrorType = "System.Net.Http.HttpRequestException",
            ErrorMessage = $"Response status code does not indicate success: 500 ({phrase}).",
        });

        Assert.Equal((type, message), (failure.ErrorType, failure.ErrorMessage));
    }

    [Fact]
    public void Turn_Row13_ACrashOfTheApp_IsUnderstoodAsItCame()
    {
        var failure = FailureOf(new P.TaskFailureDetails
        {
            ErrorType = "System.Net.Http.HttpRequestException",
            ErrorMessage = "Connection refused (127.0.0.1:4711)",
            InnerFailure = new P.TaskFailureDetails { ErrorType = "System.Net.Sockets.SocketException", ErrorMessage = "Connection refused" },
        });

        Assert.Equal("Microsoft.Azure.WebJobs.Host.FunctionInvocationException", failure.ErrorType);
        Assert.Equal("System.Net.Sockets.SocketException", failure.InnerFailure!.InnerFailure!.ErrorType);
    }

    [Fact]
    public void Turn_Row15_AnErrorBeforeTheFirstAwait_FailsWithIdZero()
    {
        var response = SimulatedInstance.Of<int>(_ => throw new InvalidOperationException("broken", new IOException("disk"))).Turn();

        Assert.Equal(["0:end Failed"], response.Short());
        Assert.Equal(("System.InvalidOperationException", "broken"), (response.Failure().ErrorType, response.Failure().ErrorMessage));
        Assert.Equal(("System.IO.IOException", "disk"), (response.Failure().InnerFailure.ErrorType, response.Failure().InnerFailure.ErrorMessage));
        Assert.Equal("broken", response.End()!.Result);
    }

    [Fact]
    public void Turn_Row27_AnActivityLeftOpenAtTheEnd_KeepsTheInstanceRunning()
    {
        var instance = SimulatedInstance.Of(context =>
        {
            _ = context.CallActivityAsync("Background");
            return Task.FromResult("done");
        });

        Assert.Equal(["0:activity Background"], instance.Turn().Short());
        Assert.Empty(instance.Turn().Actions);
        Assert.Equal("\"done\"", instance.Turn(Events.Completed(0)).Result());
    }

    [Fact]
    public void Turn_AnExpectedFailureOfTheOrchestratorItself_KeepsTypeAndFlag()
    {
        var failure = SimulatedInstance.Of<int>(_ => throw new ActivityFailureException("order_unknown", "no such order", nonRetriable: true)).Turn().Failure();

        Assert.Equal(("order_unknown", "no such order", true), (failure.ErrorType, failure.ErrorMessage, failure.IsNonRetriable));
    }

    /// <summary>Such an inner failure would make the extension repeat the turn for ever (§3.5), though the orchestration has failed.</summary>
    [Fact]
    public void Turn_AnActivityThatRanOutOfMemory_DoesNotAskForTheTurnAgain()
    {
        var instance = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A"));
        instance.Turn();
        var details = new P.TaskFailureDetails
        {
            ErrorType = "System.AggregateException",
            ErrorMessage = "x",
            InnerFailure = new P.TaskFailureDetails { ErrorType = "System.OutOfMemoryException", ErrorMessage = "y" },
        };

        Assert.Equal("OutOfMemory", instance.Turn(Events.Failed(0, details)).Failure().InnerFailure.InnerFailure.ErrorType);
    }

    [Fact]
    public void Turn_OptionsGivenAsTheInput_AreRefused()
    {
        object options = new TaskOptions();
        var failure = SimulatedInstance.Of(context => context.CallActivityAsync<int>("A", options, options: null)).Turn().Failure();

        Assert.Equal("System.ArgumentException", failure.ErrorType);
    }

    private static TaskFailureDetails FailureOf(P.TaskFailureDetails inner)
    {
        TaskFailureDetails? seen = null;
        var instance = SimulatedInstance.Of(async context =>
        {
            try
            {
                return await context.CallActivityAsync<int>("A");
            }
            catch (TaskFailedException failed)
            {
                seen = failed.FailureDetails;
                return 0;
            }
        });
        instance.Turn();
        instance.Turn(Events.Failed(0, new P.TaskFailureDetails
        {
            ErrorType = "Microsoft.Azure.WebJobs.Host.FunctionInvocationException",
            ErrorMessage = "Exception while executing function: Functions.A",
            InnerFailure = inner,
        }));
        return seen!;
    }
}
