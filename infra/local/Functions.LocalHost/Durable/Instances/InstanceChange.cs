using Functions.LocalHost.Durable.Records;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>One commit: what an instance becomes.</summary>
internal sealed record InstanceChange
{
    public required InstanceKey Key { get; init; }

    /// <summary>What the commit builds on; refused when the row has changed since.</summary>
    public required StoredInstance Before { get; init; }

    /// <summary>What it becomes; its commit number and pages are set here.</summary>
    public required InstanceRecord After { get; init; }

    /// <summary>The history with the new events at its end; null when there are none.</summary>
    public HistoryBuffer? History { get; init; }

    /// <summary>How many bytes at the end of <see cref="History"/> are new.</summary>
    public int NewBytes { get; init; }

    /// <summary>Activities whose inputs do not belong into the row.</summary>
    public WorkList? Work { get; init; }
}
