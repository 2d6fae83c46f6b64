using Billing.Core.Calendar;
using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>B44: 注文から開通までの外部の進捗を、日付付きで記録する. It changes neither the order's state nor its billing.</summary>
public static class OrderProgress
{
    public const int MostSteps = 100;

    private const int LongestNote = 500;
    private const int MostYearsAhead = 2;

    /// <summary>What is wrong with a step, by field. Only an agreed opening lies ahead.</summary>
    public static IReadOnlyList<FieldError> Validate(ProgressStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var errors = new FieldErrors();
        var today = TokyoTime.DateOf(step.RecordedAt);
        errors.Defined("stage", step.Stage);
        errors.OptionalText("note", step.Note, LongestNote, lines: true);
        var latest = step.Stage == ProgressStage.OpeningScheduled ? today.AddYears(MostYearsAhead) : today;
        if (step.On > latest || step.On < today.AddYears(-MostYearsAhead))
        {
            errors.Add(
                "on", "out_of_range", $"{MostYearsAhead}年以内の日付にしてください。開通予定以外は本日以前です。",
                $"A date within {MostYearsAhead} years; only a scheduled opening lies ahead.");
        }

        return errors.All;
    }

    /// <summary>Why the order takes no step; null when it does. After 完了 it still does: billing may start before the last step is told.</summary>
    public static OrderRefusal? Check(Order order)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order.Status == OrderStatus.Withdrawn ? OrderRefusal.Withdrawn
            : order.Progress.Count >= MostSteps ? OrderRefusal.TooMuchProgress
            : null;
    }

    /// <summary>The order with the step; <see cref="ProgressStage.Opened"/> sets <see cref="Order.FulfilledOn"/>, and a later one corrects it.</summary>
    public static Order With(Order order, ProgressStep step)
    {
        ArgumentNullException.ThrowIfNull(order);
        ArgumentNullException.ThrowIfNull(step);
        return order with { Progress = [.. order.Progress, step], FulfilledOn = step.Stage == ProgressStage.Opened ? step.On : order.FulfilledOn };
    }
}
