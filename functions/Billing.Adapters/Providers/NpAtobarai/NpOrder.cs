namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>An order in the form that is sent: normalised, whole yen, every rule of the provider kept. Personal data.</summary>
internal sealed record NpOrder
{
    public DateOnly? OrderedOn { get; init; }

    public long BilledAmount { get; init; }

    public string CustomerName { get; init; } = "";

    public string? CustomerNameKana { get; init; }

    public string? CompanyName { get; init; }

    public string? Department { get; init; }

    public string PostalCode { get; init; } = "";

    public string Address { get; init; } = "";

    public string Phone { get; init; } = "";

    public string? Email { get; init; }

    public IReadOnlyList<NpGoods> Goods { get; init; } = [];

    public override string ToString() => "NpOrder (personal data)";
}

/// <param name="Price">Whole yen, tax included; negative for a discount.</param>
internal sealed record NpGoods(string Name, long Price, long Quantity)
{
    public override string ToString() => "NpGoods";
}
