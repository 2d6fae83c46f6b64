using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Core.Tests.Transactions;

/// <summary>An order as it is usual, and states on its way; tests change what they are about.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 3, 0, 0, TimeSpan.Zero);
    public static readonly TransactionId Id = TransactionId.Parse("orders-101");
    public static readonly ProviderProfile Profile = new(TimeSpan.FromSeconds(10), CanFindByMerchantNumber: true, CanUpdateRejected: true, CanCancel: false);

    public static OrderContent Order { get; } = new()
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

    public static string Hash { get; } = ContentHash.Of(Order);

    public static TransactionState State(TransactionStatus status = TransactionStatus.Draft) => new()
    {
        Id = Id,
        RecordId = "101",
        Status = status,
        StatusSince = Now.AddHours(-1),
        ProgressAt = Now.AddHours(-1),
        Epoch = 1,
        ProcessedRevision = 3,
        RecordContentHash = Hash,
    };

    public static TransactionState Registered(TransactionStatus status) => State(status) with
    {
        ProviderTransactionId = "26112500001",
        BilledAmount = 11_000,
        SentContentHash = Hash,
        LastCheckedAt = Now.AddHours(-1),
        FormerStatus = TransactionStatus.Draft,
    };

    public static TransactionCommand Command(CommandKind kind) => new(CommandIds.For(Now, kind.ToString()), kind, "sato", 3, Now);

    public static AppRecord Record(OrderContent? order = null, IReadOnlyList<ActiveTrigger>? triggers = null) =>
        new("101", 3, "sato", "sato", triggers ?? [], order ?? Order, new Dictionary<string, string?>());

    public static ProviderFacts Facts(TransactionStatus? status, DateOnly? issuedOn = null, DateOnly? dueOn = null, DateOnly? advancedOn = null, DateOnly? paidOn = null) =>
        new("26112500001", status, status?.ToString() ?? "WHAT_IS_THIS", 11_000, [], null, issuedOn, dueOn, advancedOn, paidOn, null);
}
