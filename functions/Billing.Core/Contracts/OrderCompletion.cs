using Billing.Core.Calendar;
using Billing.Core.Invoicing;
using Billing.Core.Money;
using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>
/// B25: 注文を完了すると注文完了日が設定され、完了になる. 注文完了日 is the start of billing after the free period; for a reduction or cancellation the last day
/// of the old quantity. A date in a closed month is allowed, warned about and back-billed (design §5 no. 1).
/// </summary>
public static class OrderCompletion
{
    private const int MostYearsAhead = 5;

    /// <summary>Only the partner completes; whoever calls this has checked it.</summary>
    /// <param name="order">The order.</param>
    /// <param name="contracts">Those of its lines, in the same order.</param>
    /// <param name="completion">What is asked for.</param>
    public static CompletionOutcome Complete(Order order, IReadOnlyList<ContractRecord> contracts, Completion completion)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(contracts);
        ArgumentNullException.ThrowIfNull(completion);

        // Order and contracts are read one after the other: a contract that the order no longer holds means that it has ended in between.
        if (order.Status != OrderStatus.Processing || contracts.Any(contract => contract.OpenOrder != order.Id))
        {
            return new CompletionOutcome.Refused(OrderRefusal.NotInProcess);
        }

        if (Validate(order, completion) is { Count: > 0 } errors)
        {
            return new CompletionOutcome.Invalid(errors);
        }

        var warnings = new List<CompletionWarning>();
        var completed = new List<ContractRecord>(contracts.Count);
        foreach (var (line, contract) in order.Lines.Zip(contracts))
        {
            var after = WithOrder(contract, order, line, completion);
            if (Fault(after.Contract, completion.At) is { } refusal)
            {
                return new CompletionOutcome.Refused(refusal);
            }

            warnings.AddRange(CompletionWarnings.Of(order, contract.Contract, after.Contract, completion));
            completed.Add(after);
        }

        return new CompletionOutcome.Done(Completed(order, completion), completed, [.. warnings.Distinct()]);
    }

    private static Order Completed(Order order, Completion completion) => order with
    {
        Status = OrderStatus.Completed,
        CompletedOn = completion.CompletedOn,
        CompletedAt = completion.At,
        CompletedBy = completion.By,
        FulfilledOn = completion.FulfilledOn ?? order.FulfilledOn,
        Lines = [.. order.Lines.Select(line => line with { CompletedOn = completion.DateOf(line.Contract) })],
    };

    private static ContractRecord WithOrder(ContractRecord contract, Order order, OrderLine line, Completion completion)
    {
        var orders = contract.Contract.Orders;

        // Instants rise within a history also when clocks of two machines differ: a run's cut-off never takes the later of two without the earlier.
        var recorded = orders.Count > 0 && orders[^1].RecordedAt > completion.At ? orders[^1].RecordedAt : completion.At;
        var quantity = order.Kind == OrderKind.Cancel ? 0 : line.Quantity;
        var added = new CompletedOrder(order.Id, order.Kind, quantity, completion.DateOf(line.Contract), recorded);
        return contract with { OpenOrder = null, Contract = contract.Contract with { Orders = [.. orders, added] } };
    }

    private static OrderRefusal? Fault(Contract contract, DateTimeOffset now) => QuantityHistory.Read(contract.Orders, Latest(contract, now)).Fault switch
    {
        null => null,
        HistoryFault.ReducedToZero => OrderRefusal.ReductionToZero,
        _ => OrderRefusal.BrokenHistory,
    };

    internal static DateTimeOffset Latest(Contract contract, DateTimeOffset now) =>
        contract.Orders.Count > 0 && contract.Orders[^1].RecordedAt > now ? contract.Orders[^1].RecordedAt : now;

    private static IReadOnlyList<FieldError> Validate(Order order, Completion completion)
    {
        var errors = new FieldErrors();
        var today = TokyoTime.DateOf(completion.At);
        CheckDate(errors, "completedOn", completion.CompletedOn, today);
        foreach (var (contract, date) in completion.LineDates)
        {
            CheckDate(errors, $"lines.{contract}", date, today);
            if (order.Lines.All(line => line.Contract != contract))
            {
                errors.Add($"lines.{contract}", "unknown", "この注文の契約ではありません。", "The order has no such contract.");
            }
        }

        if (completion.FulfilledOn is { } fulfilled)
        {
            CheckDate(errors, "fulfilledOn", fulfilled, today);
        }

        return errors.All;
    }

    private static void CheckDate(FieldErrors errors, string field, DateOnly date, DateOnly today)
    {
        var (first, last) = (TaxCodes.Earliest.FirstDay, today.AddYears(MostYearsAhead));
        if (date < first || date > last)
        {
            errors.Add(field, "out_of_range", $"{first:yyyy-MM-dd}から{last:yyyy-MM-dd}までの日付にしてください。", $"A date from {first:yyyy-MM-dd} to {last:yyyy-MM-dd} was expected.");
        }
    }
}
