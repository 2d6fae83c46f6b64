using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>The company's own choices about its invoices.</summary>
public sealed record InvoicingSettings
{
    public TaxRounding Rounding { get; init; } = TaxRounding.Floor;

    public DueDateRule DueDates { get; init; } = new();

    /// <summary>登録番号; null when the company is not registered (免税事業者).</summary>
    public RegistrationNumber? Registration { get; init; }
}
