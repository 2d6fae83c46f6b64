using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Money;

namespace Billing.Core.Invoicing;

/// <summary>
/// The quantity in force on each day, read from the completed orders that a calculation knows (B27). An addition counts from its completion date, or
/// from the billing start when that is later; the completion date of a reduction or cancellation is the last day of the old quantity (design §5 no. 2).
/// </summary>
public sealed class QuantityHistory
{
    private readonly QuantityStep[] _steps;

    private QuantityHistory(HistoryFault? fault, DateOnly start, DateOnly? end, QuantityStep[] steps) =>
        (Fault, Start, End, _steps) = (fault, start, end, steps);

    /// <summary>No order is known yet.</summary>
    public static QuantityHistory Unknown { get; } = new(null, DateOnly.MaxValue, null, []);

    /// <summary>Why nothing can be billed by this history.</summary>
    public HistoryFault? Fault { get; }

    public bool IsKnown => Start != DateOnly.MaxValue;

    /// <summary>課金開始日: the new order's 注文完了日 (B25).</summary>
    public DateOnly Start { get; }

    /// <summary>The last day of the contract, when it is cancelled; before <see cref="Start"/> when it never began.</summary>
    public DateOnly? End { get; }

    public ReadOnlySpan<QuantityStep> Steps => _steps;

    /// <summary>Reads the orders recorded up to the cut-off.</summary>
    public static QuantityHistory Read(IReadOnlyList<CompletedOrder> orders, DateTimeOffset cutOff)
    {
        if (orders.Count == 0 || orders[0].RecordedAt > cutOff)
        {
            return Unknown;
        }

        var start = orders[0].CompletedOn;
        var changes = new QuantityStep[orders.Count];
        var count = 0;
        DateOnly? end = null;
        for (var n = 0; n < orders.Count; n++)
        {
            var order = orders[n];
            if (order.RecordedAt > cutOff)
            {
                continue;
            }

            if (Check(order, n, end) is { } fault)
            {
                return new QuantityHistory(fault, start, null, []);
            }

            if (order.Kind == OrderKind.Cancel)
            {
                end = order.CompletedOn;
            }
            else
            {
                changes[count++] = Change(order, start);
            }
        }

        return Build(changes.AsSpan(0, count), start, end);
    }

    /// <summary>Where an added order's billing begins: never before its contract's billing start.</summary>
    public DateOnly StartOf(CompletedOrder order) => order.CompletedOn > Start ? order.CompletedOn : Start;

    /// <summary>B33: 日割りなし. A month bills the highest quantity in force on any day of it from the billing start on; zero when there is no such day.</summary>
    public int HighestIn(BillingMonth month) => HighestIn(month.FirstDay, month.LastDay);

    /// <summary>The same of a month given by its first and last day.</summary>
    internal int HighestIn(DateOnly first, DateOnly last)
    {
        first = Start > first ? Start : first;
        last = End is { } end && end < last ? end : last;
        if (first > last)
        {
            return 0;
        }

        var highest = 0;
        foreach (var step in _steps)
        {
            if (step.From > last)
            {
                break;
            }

            // What holds on the first day replaces what held before it; every later step of the month adds a candidate.
            highest = step.From <= first || step.Quantity > highest ? step.Quantity : highest;
        }

        return highest;
    }

    private static HistoryFault? Check(CompletedOrder order, int place, DateOnly? end) => order.Kind switch
    {
        _ when order.Kind == OrderKind.New != (place == 0) => HistoryFault.NotOneNewOrder,
        OrderKind.Cancel => end is null ? null : HistoryFault.CancelledTwice,
        OrderKind.New when BillingMonth.Of(order.CompletedOn) < TaxCodes.Earliest => HistoryFault.BeforeKnownRates,
        _ => order.Quantity > 0 ? null : HistoryFault.NoQuantity,
    };

    private static QuantityStep Change(CompletedOrder order, DateOnly start)
    {
        var (from, quantity) = order.Kind == OrderKind.Reduce ? (order.CompletedOn.AddDays(1), -order.Quantity) : (order.CompletedOn, order.Quantity);
        return new QuantityStep(from > start ? from : start, quantity);
    }

    private static QuantityHistory Build(Span<QuantityStep> changes, DateOnly start, DateOnly? end)
    {
        changes.Sort(static (left, right) => left.From.CompareTo(right.From));
        var (count, quantity) = (0, 0);
        foreach (var change in changes)
        {
            quantity = checked(quantity + change.Quantity);
            count = count > 0 && changes[count - 1].From == change.From ? count : count + 1;
            changes[count - 1] = new QuantityStep(change.From, quantity);
        }

        var steps = changes[..count].ToArray();
        foreach (var step in steps)
        {
            if (step.Quantity <= 0 && (end is null || step.From <= end))
            {
                return new QuantityHistory(HistoryFault.ReducedToZero, start, end, []);
            }
        }

        return new QuantityHistory(null, start, end, steps);
    }
}
