namespace Billing.Sandbox.Faults;

/// <summary>One switched fault: which calls it meets, how many of them, and what happens to them.</summary>
internal sealed record Fault
{
    /// <summary><c>kintone</c> or <c>np</c>.</summary>
    public required string Service { get; init; }

    public required FaultKind Kind { get; init; }

    /// <summary>Null meets every method.</summary>
    public string? Method { get; init; }

    /// <summary>The path below the service, for example <c>/v1/records.json</c> or <c>/v1/transactions</c>; null meets every path.</summary>
    public string? Path { get; init; }

    /// <summary>A piece of text that the request's body has to hold, such as a merchant's number; null meets every body.</summary>
    public string? Contains { get; init; }

    /// <summary>True: the call has its full effect, and only the answer suffers.</summary>
    public bool AfterActing { get; init; }

    /// <summary>How many matching calls pass before the first one that is met.</summary>
    public int Skip { get; init; }

    /// <summary>How many calls are met; 0 means all until the fault is removed.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Of <see cref="FaultKind.Latency"/>.</summary>
    public int Milliseconds { get; init; }

    /// <summary>Of <see cref="FaultKind.Status"/>.</summary>
    public int Status { get; init; } = 500;

    /// <summary>Sent as <c>Retry-After</c> with a <see cref="FaultKind.Status"/>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>The error code of the body of a <see cref="FaultKind.Status"/>; null gives the service's usual body.</summary>
    public string? Code { get; init; }

    /// <summary>What is wrong with the fault itself, or null.</summary>
    public string? Problem() => this switch
    {
        { Service: not ("kintone" or "np") } => $"service is '{Service}'; expected kintone or np.",
        { Kind: FaultKind.Latency, Milliseconds: < 1 or > 600_000 } => $"milliseconds is {Milliseconds}; expected 1 to 600000.",
        { Kind: FaultKind.Status, Status: < 400 or > 599 } => $"status is {Status}; expected 400 to 599.",
        { Kind: FaultKind.Partial, Service: not "np" } => "partial answers exist for np only.",
        { Count: < 0 } or { Skip: < 0 } => "count and skip must not be negative.",
        _ => null,
    };

    public bool Meets(string service, string method, string path, string body) =>
        Service == service
        && (Method is null || string.Equals(Method, method, StringComparison.OrdinalIgnoreCase))
        && (Path is null || string.Equals(Path, path, StringComparison.OrdinalIgnoreCase))
        && (Contains is null || body.Contains(Contains, StringComparison.Ordinal));
}
