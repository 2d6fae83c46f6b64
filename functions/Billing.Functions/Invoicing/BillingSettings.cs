using System.Globalization;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;

namespace Billing.Functions.Invoicing;

/// <summary>
/// Settings <c>Billing__…</c>: the company's choices about invoices (<c>TaxRounding</c>, <c>RegistrationNumber</c>, <c>DueMonthsLater</c>, <c>DueDay</c>,
/// <c>DueOnClosure</c>), about runs (<c>RunDay</c>, <c>Confirm</c>, <c>Bounds__…</c>) and about how they are carried out (<c>PageSize</c>, <c>Fanout</c>,
/// <c>StuckAfter</c>).
/// </summary>
internal sealed record BillingSettings
{
    public const int LargestPage = 1000;
    public const int LargestFanout = 16;

    private const string Section = "Billing";

    public InvoicingSettings Invoicing { get; init; } = new();

    public RunDay RunDay { get; init; } = RunDay.Default;

    /// <summary>Whether a person confirms each run; otherwise one within its bounds confirms itself.</summary>
    public bool ConfirmByPerson { get; init; }

    public RunBounds Bounds { get; init; } = new();

    /// <summary>Customers of a page.</summary>
    public int PageSize { get; init; } = 200;

    /// <summary>Pages of a run that are worked on at once.</summary>
    public int Fanout { get; init; } = 4;

    /// <summary>A run without progress for so long is started anew; longer than any page takes (functionTimeout is 10 minutes).</summary>
    public TimeSpan StuckAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Reads the settings; every fault is added to the list with its setting's name.</summary>
    public static BillingSettings Read(IConfiguration configuration, ICollection<string> faults)
    {
        var reader = new Reader(configuration.GetSection(Section), faults);
        var defaults = new BillingSettings();
        return new BillingSettings
        {
            Invoicing = ReadInvoicing(reader),
            RunDay = reader.Parsed(nameof(RunDay), defaults.RunDay, RunDay.TryParse, $"1 to {RunDay.Latest}, or 1bd to 15bd"),
            ConfirmByPerson = reader.Choice("Confirm", ConfirmChoice.Auto) == ConfirmChoice.Person,
            Bounds = ReadBounds(reader, defaults.Bounds),
            PageSize = reader.Number(nameof(PageSize), 1, LargestPage) ?? defaults.PageSize,
            Fanout = reader.Number(nameof(Fanout), 1, LargestFanout) ?? defaults.Fanout,
            StuckAfter = reader.Parsed(nameof(StuckAfter), defaults.StuckAfter, TryParseSpan, "hh:mm:ss above zero"),
        };
    }

    private static InvoicingSettings ReadInvoicing(Reader reader)
    {
        var due = new DueDateRule
        {
            MonthsLater = reader.Number("DueMonthsLater", 1, DueDateRule.MostMonths) ?? 1,
            Day = reader.Number("DueDay", 1, 31),
            OnClosure = reader.Choice("DueOnClosure", BankClosure.NextBusinessDay),
        };
        return new InvoicingSettings
        {
            Rounding = reader.Choice("TaxRounding", TaxRounding.Floor),
            DueDates = due,
            Registration = reader.Parsed<RegistrationNumber?>("RegistrationNumber", null, TryParseRegistration, "T and 13 digits"),
        };
    }

    private static RunBounds ReadBounds(Reader reader, RunBounds defaults) => new()
    {
        TotalRisePercent = reader.Number("Bounds:TotalRisePercent", 0, RunBounds.MostPercent) ?? defaults.TotalRisePercent,
        TotalFallPercent = reader.Number("Bounds:TotalFallPercent", 0, RunBounds.MostPercent) ?? defaults.TotalFallPercent,
        CountRisePercent = reader.Number("Bounds:CountRisePercent", 0, RunBounds.MostPercent) ?? defaults.CountRisePercent,
        CountFallPercent = reader.Number("Bounds:CountFallPercent", 0, RunBounds.MostPercent) ?? defaults.CountFallPercent,
        SmallestTotalDifference = new Yen(reader.Number("Bounds:SmallestTotalDifference", 0, int.MaxValue) ?? defaults.SmallestTotalDifference.Amount),
        SmallestCountDifference = reader.Number("Bounds:SmallestCountDifference", 0, int.MaxValue) ?? defaults.SmallestCountDifference,
        AskAtFirstRun = reader.Choice("Bounds:AtFirstRun", FirstRunChoice.Go) == FirstRunChoice.Ask,
    };

    private static bool TryParseRegistration(string? text, out RegistrationNumber? number)
    {
        var isNumber = RegistrationNumber.TryParse(text, out var parsed);
        number = isNumber ? parsed : null;
        return isNumber;
    }

    private static bool TryParseSpan(string? text, out TimeSpan span) =>
        TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out span) && span > TimeSpan.Zero;

    private enum ConfirmChoice
    {
        Auto,
        Person,
    }

    private enum FirstRunChoice
    {
        Go,
        Ask,
    }

    private delegate bool TryParse<T>(string? text, out T value);

    private sealed class Reader(IConfigurationSection section, ICollection<string> faults)
    {
        public int? Number(string name, int least, int most)
        {
            if (Text(name) is not { } text)
            {
                return null;
            }

            if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            Fault(name, text, $"{least} to {most}");
            return null;
        }

        public T Choice<T>(string name, T otherwise)
            where T : struct, Enum =>
            Parsed(name, otherwise, static (string? text, out T value) => Enum.TryParse(text, ignoreCase: true, out value) && Enum.IsDefined(value) && !char.IsAsciiDigit(text![0]), string.Join(", ", Enum.GetNames<T>()));

        public T Parsed<T>(string name, T otherwise, TryParse<T> parse, string expected)
        {
            if (Text(name) is not { } text)
            {
                return otherwise;
            }

            if (parse(text, out var value))
            {
                return value;
            }

            Fault(name, text, expected);
            return otherwise;
        }

        private string? Text(string name) => section[name] is { Length: > 0 } text ? text : null;

        private void Fault(string name, string text, string expected) =>
            faults.Add($"{Section}__{name.Replace(":", "__", StringComparison.Ordinal)}: '{text}' was found; expected {expected}.");
    }
}
