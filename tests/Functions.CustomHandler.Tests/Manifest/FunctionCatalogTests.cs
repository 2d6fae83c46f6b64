using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Manifest;

using Microsoft.AspNetCore.Http;

namespace Functions.CustomHandler.Tests.Manifest;

public sealed class FunctionCatalogTests
{
    [Theory]
    [InlineData(typeof(BadNames.StartsWithDigit), "FN0001", "'1st' is not a function name")]
    [InlineData(typeof(BadNames.Host), "FN0001", "'Host' is not a function name")]
    [InlineData(typeof(BadNames.TooLong), "FN0001", "at most 128 characters")]
    [InlineData(typeof(BadNames.Blank), "FN0001", "'a b' is not a function name")]
    [InlineData(typeof(BadBindings.Underscore), "FN0002", "'my_timer' is not a binding name")]
    [InlineData(typeof(BadTriggers.None), "FN0003", "has no trigger")]
    [InlineData(typeof(BadTriggers.Two), "FN0003", "has 2 triggers (timer, message)")]
    [InlineData(typeof(Duplicates), "FN0004", "'SAME' is taken by Functions.CustomHandler.Tests.Manifest.FunctionCatalogTests+Duplicates.First")]
    [InlineData(typeof(BadHttp), "FN0005", "has further bindings (client)")]
    [InlineData(typeof(NotPublic), "FN0006", "is not public")]
    [InlineData(typeof(BadOrchestration), "FN0007", "is not static")]
    [InlineData(typeof(BadReturn), "FN0008", "returns Int32")]
    [InlineData(typeof(BadBindings.Twice), "FN0009", "several bindings of one name (item, Item)")]
    public void Of_FaultyDeclaration_IsOneFaultThatSaysWhereAndWhat(Type type, string code, string message)
    {
        var fault = Assert.Single(FunctionCatalog.Of([type]).Faults);

        Assert.Equal(code, fault.Code);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        var error = fault.ToBuildError();
        Assert.Matches(@"FunctionCatalogTests\.cs\(\d+\): error " + code + ": ", error);
        Assert.Contains(type.FullName!, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_Sample_HasNoFaultAndIsSorted()
    {
        var catalog = FunctionCatalog.Of([typeof(SampleFunctions)]);

        Assert.Empty(catalog.Faults);
        Assert.Equal(["GetItem", "Measure", "Nightly", "OnDeadItem", "OnItem", "Ping", "Process"], catalog.Functions.Select(function => function.Name));
    }

    [Fact]
    public void Of_ManyFaults_AreAllNamed()
    {
        var catalog = FunctionCatalog.Of([typeof(BadTriggers.None), typeof(BadNames.Host), typeof(BadBindings.Underscore)]);

        Assert.Equal(["FN0001", "FN0002", "FN0003"], catalog.Faults.Select(fault => fault.Code).Order());
    }

    internal static class BadNames
    {
        public sealed class StartsWithDigit
        {
            [Function("1st")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
        }

        public sealed class Host
        {
            [Function("Host")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
        }

        public sealed class Blank
        {
            [Function("a b")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
        }

        public sealed class TooLong
        {
            private const string Ten = "abcdefghij";
            private const string Fifty = Ten + Ten + Ten + Ten + Ten;

            [Function(Fifty + Fifty + Ten + Ten + "123456789")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
        }
    }

    internal static class BadBindings
    {
        public sealed class Underscore
        {
            [Function("Run")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo my_timer) => Use(my_timer);
        }

        public sealed class Twice
        {
            [Function("Run")]
            public void Run([ServiceBusTrigger("q")] string item, [DurableClient] DurableTaskClient Item) => Use(item, Item);
        }
    }

    internal static class BadTriggers
    {
        public sealed class None
        {
            [Function("Run")]
            public void Run(TimerInfo timer) => Use(timer);
        }

        public sealed class Two
        {
            [Function("Run")]
            public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer, [ServiceBusTrigger("q")] string message) => Use(timer, message);
        }
    }

    internal sealed class Duplicates
    {
        [Function("Same")]
        public void First([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);

        [Function("SAME")]
        public void Second([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
    }

    internal sealed class BadHttp
    {
        [Function("Run")]
        public void Run([HttpTrigger] HttpRequest req, [DurableClient] DurableTaskClient client) => Use(req, client);
    }

    internal sealed class NotPublic
    {
        [Function("Run")]
        internal void Run([TimerTrigger("0 * * * * *")] TimerInfo timer) => Use(timer);
    }

    internal sealed class BadOrchestration
    {
        [Function("Run")]
        public Task Run([OrchestrationTrigger] TaskOrchestrationContext context)
        {
            Use(context);
            return Task.CompletedTask;
        }
    }

    internal sealed class BadReturn
    {
        [Function("Run")]
        public int Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            Use(timer);
            return 1;
        }
    }

    private static void Use(params object[] values) => Assert.NotEmpty(values);
}
