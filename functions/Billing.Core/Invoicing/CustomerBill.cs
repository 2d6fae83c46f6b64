namespace Billing.Core.Invoicing;

/// <summary>What a calculation gives for one customer. Documents and ledgers are written together or not at all.</summary>
public sealed record CustomerBill
{
    /// <summary>税抜 before 税込, the invoice before the credit; empty when there is nothing to bill.</summary>
    public required IReadOnlyList<InvoiceDocument> Documents { get; init; }

    /// <summary>The ledgers that the documents change, as they are afterwards.</summary>
    public required IReadOnlyList<ContractLedger> Ledgers { get; init; }

    public required IReadOnlyList<ParkedContract> Parked { get; init; }

    public required IReadOnlyList<BillingNotice> Notices { get; init; }
}
