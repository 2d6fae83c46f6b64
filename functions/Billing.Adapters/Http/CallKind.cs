namespace Billing.Adapters.Http;

/// <summary>What repeating a call would do; decides which failures are repeated (design §3 no. 7).</summary>
internal enum CallKind
{
    /// <summary>Changes nothing: may always be repeated.</summary>
    Read,

    /// <summary>Changes something at most once, because it names the version that it replaces: may be repeated, but then a conflict proves nothing.</summary>
    GuardedWrite,

    /// <summary>An effect without such a guard: repeated only when it certainly did not reach the service.</summary>
    Effect,
}
