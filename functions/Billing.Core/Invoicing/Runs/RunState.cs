namespace Billing.Core.Invoicing.Runs;

/// <summary>Where a run stands. The moves are in <see cref="RunMoves"/>.</summary>
public enum RunState
{
    /// <summary>受付: asked for, and not begun. Its cut-off is not fixed yet.</summary>
    Requested,

    /// <summary>計算中: drafts are being written, page by page.</summary>
    Billing,

    /// <summary>保留: its totals leave the bounds, or customers could not be billed; a person has to look and confirm.</summary>
    Parked,

    /// <summary>下書き: the drafts are complete and wait for a person, as the company's setting asks.</summary>
    Drafted,

    /// <summary>確定中: drafts are being confirmed, page by page.</summary>
    Confirming,

    /// <summary>完了.</summary>
    Completed,
}
