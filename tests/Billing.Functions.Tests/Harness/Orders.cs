using Billing.Core.Transactions;

namespace Billing.Functions.Tests.Harness;

internal static class Orders
{
    public static OrderContent Usual { get; } = new()
    {
        OrderNumber = "ORD-101",
        OrderedOn = new DateOnly(2026, 11, 20),
        ServiceCompletedOn = new DateOnly(2026, 11, 24),
        CustomerName = "見本 太郎",
        PostalCode = "100-0001",
        Address = "東京都千代田区千代田1-1",
        Phone = "03-0000-0001",
        Total = 11_000m,
        Lines = [new OrderLine("清掃", 11_000m, 1m)],
    };
}
