using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Adapters.Apps;

/// <summary>The meanings that a setting <c>Apps__{key}__Fields__{Meaning}</c> can map.</summary>
internal static class AppMeanings
{
    public const string Lines = nameof(OrderContent.Lines);
    public const string LineName = "LineName";
    public const string LineUnitPrice = "LineUnitPrice";
    public const string LineQuantity = "LineQuantity";

    /// <summary>Columns of the table that <see cref="Lines"/> maps.</summary>
    public static IReadOnlyList<string> LineColumns { get; } = [LineName, LineUnitPrice, LineQuantity];

    public static IReadOnlyList<string> Read { get; } =
    [
        nameof(OrderContent.OrderNumber), nameof(OrderContent.OrderedOn), nameof(OrderContent.ServiceCompletedOn),
        nameof(OrderContent.CompanyName), nameof(OrderContent.Department),
        nameof(OrderContent.CustomerName), nameof(OrderContent.CustomerNameKana),
        nameof(OrderContent.PostalCode), nameof(OrderContent.Address), nameof(OrderContent.Phone), nameof(OrderContent.Email),
        nameof(OrderContent.Total), Lines, .. LineColumns,
    ];

    public static IReadOnlyList<string> Written { get; } =
    [
        WriteBackMeaning.Status, WriteBackMeaning.ProviderTransactionId, WriteBackMeaning.Reason,
        WriteBackMeaning.IssuedOn, WriteBackMeaning.DueOn, WriteBackMeaning.PaidOn,
        WriteBackMeaning.ExpectedIssueOn, WriteBackMeaning.AdvancedOn, WriteBackMeaning.Action,
    ];

    /// <summary>Without these no order can be registered, so an app without them cannot work.</summary>
    public static IReadOnlyList<string> Required { get; } =
    [
        nameof(OrderContent.CustomerName), nameof(OrderContent.PostalCode), nameof(OrderContent.Address),
        nameof(OrderContent.Phone), nameof(OrderContent.Total), Lines, .. LineColumns, WriteBackMeaning.Status,
    ];

    /// <summary>The meaning as it is spelled here, or null. Names of settings do not depend on case.</summary>
    public static string? Find(string name) =>
        Read.Concat(Written).FirstOrDefault(known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
}
