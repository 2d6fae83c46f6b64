using EndToEnd.Harness;

[assembly: AssemblyFixture(typeof(SharedStack))]
[assembly: CollectionBehavior(MaxParallelThreads = 3)]

namespace EndToEnd.Harness;

/// <summary>One stack for all tests that kill nothing; each works on records of its own. Started by the first that asks.</summary>
public sealed class SharedStack : IAsyncDisposable
{
    /// <summary>A second key of the webhook's function, as during a rotation.</summary>
    internal const string RotatedKey = "rotated-key-of-the-tests-0123456789";

    private readonly Lazy<Task<Stack>> _stack = new(() => Stack.StartAsync(
        new Dictionary<string, string> { ["Providers__np__Limits__AttemptTimeout"] = "00:00:03", ["Providers__np__Limits__CallTimeout"] = "00:00:06" },
        new Dictionary<string, string> { ["LOCALHOST_FUNCTION_KEY__AppEventWebhook__next"] = RotatedKey }));

    internal Task<Stack> GetAsync() => _stack.Value;

    public async ValueTask DisposeAsync()
    {
        if (_stack.IsValueCreated)
        {
            await (await _stack.Value).DisposeAsync();
        }
    }
}
