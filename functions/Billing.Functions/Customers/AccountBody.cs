using Billing.Adapters.Storage.Customers;

namespace Billing.Functions.Customers;

/// <summary>An account as it is sent (B12). Personal data: <see cref="ToString"/> hides it.</summary>
internal sealed record AccountBody
{
    public string? Email { get; init; }

    public override string ToString() => "(account)";
}

/// <summary>An account as it is shown.</summary>
internal sealed record AccountView(string Id, string Email, DateTimeOffset CreatedAt)
{
    public static AccountView Of(CustomerAccount account) => new(account.Id, account.Email, account.CreatedAt);

    public override string ToString() => $"account {Id}";
}

/// <summary>All accounts of a customer; there are few.</summary>
internal sealed record AccountsView(IReadOnlyList<AccountView> Items);
