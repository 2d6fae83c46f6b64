using Billing.Functions.Hosting;

namespace Billing.Functions.Tests.Harness;

/// <summary>Ends a step at a named point, as a kill would: nothing after the point runs.</summary>
internal sealed class CountedCrash : ICrashPoints
{
    public string? Next { get; set; }

    public void Pass(string name)
    {
        if (name == Next)
        {
            Next = null;
            throw new CrashException(name);
        }
    }
}

/// <summary>Stands for the end of the process.</summary>
internal sealed class CrashException(string point) : Exception($"Killed at {point}.");
