using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Functions.Contracts;

/// <summary>A contract as it is shown: quantities of completed orders only, with their history (B27).</summary>
/// <param name="OpenOrderId">The order that is 注文処理中; its quantity does not count yet.</param>
internal sealed record ContractView(
    string Id,
    string CustomerId,
    string BasicContractId,
    string ProductId,
    string Name,
    string? Notes,
    ContractStatus Status,
    string StatusJa,
    int Quantity,
    DateOnly? BillingStart,
    DateOnly? EndsOn,
    ContractTermsView Terms,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<HistoryView> History,
    string? OpenOrderId,
    IReadOnlyList<RevisionView> PriceRevisions,
    IReadOnlyList<RepairView> Repairs)
{
    public static ContractView Of(ContractRecord record, DateOnly today, bool toPartner)
    {
        var contract = record.Contract;
        return new ContractView(
            contract.Id.Value, contract.Customer.Value, record.BasicContract.Value, contract.Product.Value, contract.Name, record.Notes, record.StatusOn(today),
            Label(record.StatusOn(today)), record.Quantity, contract.Orders.Count > 0 ? contract.Orders[0].CompletedOn : null, record.EndsOn,
            ContractTermsView.Of(contract.Terms), record.Attributes,
            [.. contract.Orders.Select((order, index) => new HistoryView(order.Id.Value, order.Kind, OrderView.Label(order.Kind), order.Quantity, order.CompletedOn, order.RecordedAt, record.QuantityAfter(index + 1)))],
            record.OpenOrder?.Value,
            [.. contract.Revisions.Select(revision => new RevisionView(revision.From.ToString(), revision.MonthlyFee.Amount, revision.RecordedAt))],
            toPartner ? [.. contract.Repairs.Select(repair => new RepairView(repair.Kind, repair.Month.ToString(), repair.By, repair.Reason, repair.RecordedAt))] : []);
    }

    public static string Label(ContractStatus status) => status switch
    {
        ContractStatus.Ordering => "注文処理中",
        ContractStatus.Active => "契約中",
        ContractStatus.Ending => "解約予定",
        ContractStatus.Ended => "解約済",
        _ => "取下げ",
    };
}

/// <summary>The terms a contract was ordered at (design §5 no. 4), in yen.</summary>
internal sealed record ContractTermsView(FeePattern Pattern, long InitialFee, long MonthlyFee, bool InitialFeeByQuantity, TaxCategory Tax, PriceBasis Basis)
{
    public static ContractTermsView Of(ContractTerms terms) =>
        new(terms.Pattern, terms.InitialFee.Amount, terms.MonthlyFee.Amount, terms.InitialFeeByQuantity, terms.Tax, terms.Basis);
}

/// <summary>One completed order in a contract's history, and the quantity that it came to.</summary>
internal sealed record HistoryView(string OrderId, OrderKind Kind, string KindJa, int Quantity, DateOnly CompletedOn, DateTimeOffset RecordedAt, int QuantityAfter);

/// <summary>A price revision as it is shown.</summary>
internal sealed record RevisionView(string From, long MonthlyFee, DateTimeOffset RecordedAt);

/// <summary>A repair as the partner sees it.</summary>
internal sealed record RepairView(BillingRepairKind Kind, string Month, string By, string Reason, DateTimeOffset RecordedAt);
