using Billing.Core.Transactions.Ports;

namespace Billing.Core.Transactions;

/// <summary>
/// What a provider needs of an order, read from the record by its mapping. Personal data: lives in memory only,
/// is never logged, and never an orchestration's input or result. <see cref="ToString"/> says nothing of it.
/// </summary>
public sealed record OrderContent
{
    public required string OrderNumber { get; init; }

    public DateOnly? OrderedOn { get; init; }

    /// <summary>The day the service was delivered (作業完了日); null before.</summary>
    public DateOnly? ServiceCompletedOn { get; init; }

    public string? CompanyName { get; init; }

    public string? Department { get; init; }

    public string? CustomerName { get; init; }

    public string? CustomerNameKana { get; init; }

    public string? PostalCode { get; init; }

    public string? Address { get; init; }

    public string? Phone { get; init; }

    public string? Email { get; init; }

    /// <summary>Total in yen, tax included, exactly as the record says; a fraction is a fault.</summary>
    public decimal? Total { get; init; }

    public IReadOnlyList<OrderLine> Lines { get; init; } = [];

    /// <summary>Values on the record that could not be read at all (not a number, not a date).</summary>
    public IReadOnlyList<ContentFault> ReadFaults { get; init; } = [];

    public override string ToString() => "OrderContent (personal data)";
}

/// <param name="UnitPrice">Tax included; negative for a discount.</param>
public sealed record OrderLine(string? Name, decimal? UnitPrice, decimal? Quantity)
{
    public override string ToString() => "OrderLine";
}
