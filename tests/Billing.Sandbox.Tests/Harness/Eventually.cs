using System.Diagnostics;

namespace Billing.Sandbox.Tests.Harness;

/// <summary>Waits for a condition, with a deadline that says what was missing.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            if (clock.Elapsed > Deadline)
            {
                throw new TimeoutException($"Within {Deadline} this did not come true: {what}.");
            }

            await Task.Yield();
        }
    }
}
