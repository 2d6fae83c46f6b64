using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// A document as it is stored. Only <see cref="Status"/> and who confirmed it ever change, and only once (<see cref="InvoiceMoves"/>); the rest is
/// written by insertion.
/// </summary>
public sealed record StoredInvoice
{
    public required InvoiceKey Key { get; init; }

    public required InvoiceStatus Status { get; init; }

    public required DateOnly IssuedOn { get; init; }

    public DateOnly? DueOn { get; init; }

    public RegistrationNumber? Registration { get; init; }

    public required IReadOnlyList<RateTotal> Rates { get; init; }

    public required Yen Total { get; init; }

    public required Yen Tax { get; init; }

    public required int LineCount { get; init; }

    /// <summary>Rows <c>lines-…</c> that hold the lines; 0 when <see cref="Lines"/> does.</summary>
    public int LineRows { get; init; }

    public IReadOnlyList<LineGroup>? Lines { get; init; }

    public Correction? Correction { get; init; }

    /// <summary>In UTC.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary><c>system</c> or the person who did; personal data where it is an e-mail.</summary>
    public string? ConfirmedBy { get; init; }

    public InvoiceDocument ToDocument(IEnumerable<LineGroup> lines) => new()
    {
        Key = Key,
        IssuedOn = IssuedOn,
        DueOn = DueOn,
        Registration = Registration,
        Lines = LinePacking.Unpack(lines),
        Rates = Rates,
        Correction = Correction,
    };
}

/// <summary>Further lines of a document.</summary>
public sealed record LineRow(IReadOnlyList<LineGroup> Lines);
