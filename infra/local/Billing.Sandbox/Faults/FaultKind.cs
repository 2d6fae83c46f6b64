namespace Billing.Sandbox.Faults;

/// <summary>What goes wrong with a call.</summary>
internal enum FaultKind
{
    /// <summary>The call is served, but late.</summary>
    Latency,

    /// <summary>The connection is dropped without an answer.</summary>
    Reset,

    /// <summary>No answer ever comes: the caller's time-out has to end it.</summary>
    Silence,

    /// <summary>A status such as 429, 500 or 503 instead of the answer.</summary>
    Status,

    /// <summary>The answer carries a code that no document lists.</summary>
    UnknownCode,

    /// <summary>Of several items, every second one is refused as if the service were down for it.</summary>
    Partial,
}
