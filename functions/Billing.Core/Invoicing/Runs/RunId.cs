using Billing.Core.Calendar;
using Billing.Core.Ids;

namespace Billing.Core.Invoicing.Runs;

/// <summary>
/// The id of a run: its month (<c>2026-10</c>), so that a month has one run whoever asks for it and however often, or <c>dry-</c> and a
/// <see cref="Ulid"/> for a dry run.
/// </summary>
public readonly record struct RunId
{
    private const string DryPrefix = "dry-";

    private readonly string? _value;

    private RunId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("RunId has no value.");

    /// <summary>The orchestration's id: a second start of a month finds the first.</summary>
    public string InstanceId => "billing-" + Value;

    public bool IsDryRun => Value.StartsWith(DryPrefix, StringComparison.Ordinal);

    public static RunId Of(BillingMonth month) => new(month.ToString());

    public static RunId DryRun(Ulid id) => new(DryPrefix + id);

    public static bool TryParse(string? text, out RunId id)
    {
        var isId = BillingMonth.TryParse(text, out _)
            || (text?.StartsWith(DryPrefix, StringComparison.Ordinal) == true && Ulid.TryParse(text[DryPrefix.Length..], out _));
        id = isId ? new RunId(text!) : default;
        return isId;
    }

    /// <exception cref="FormatException">The text is not a run's id.</exception>
    public static RunId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException($"'{text[..Math.Min(text.Length, 60)]}' is not a run's id; expected a month or {DryPrefix} and a ULID.");

    public override string ToString() => Value;
}
