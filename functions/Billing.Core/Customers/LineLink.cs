namespace Billing.Core.Customers;

/// <summary>LINE連携: the user id that the messaging API gave for this customer. Personal data: <see cref="ToString"/> hides it.</summary>
public sealed record LineLink(string UserId, DateOnly LinkedOn)
{
    public override string ToString() => "(LINE link)";
}
