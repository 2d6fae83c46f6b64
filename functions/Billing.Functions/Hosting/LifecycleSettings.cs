using System.Globalization;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Polling;

namespace Billing.Functions.Hosting;

/// <summary>
/// Settings <c>Lifecycle__…</c>: <c>Polling__{Status}</c> (a <see cref="PollLadder"/>), <c>RepeatGuard</c>, <c>WatchdogGrace</c>,
/// <c>RetryDelay</c>, <c>LongestRetryDelay</c>, <c>LostAfter</c> (spans, <c>hh:mm:ss</c>).
/// </summary>
internal sealed record LifecycleSettings
{
    private const string Section = "Lifecycle";

    public PollPlan Plan { get; init; } = PollPlan.Default;

    /// <summary>On top of the provider's call time-out: an intent younger than both together is never repeated (design §3 no. 6).</summary>
    public TimeSpan RepeatGuard { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a row may be overdue before the watchdog wakes its orchestration; after twice that it is started again.</summary>
    public TimeSpan WatchdogGrace { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The first delay after a service could not be reached; it doubles up to <see cref="LongestRetryDelay"/>.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan LongestRetryDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a lost answer is asked for before a person has to decide.</summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Reads the settings; every fault is added to the list with its setting's name.</summary>
    public static LifecycleSettings Read(IConfiguration configuration, ICollection<string> faults)
    {
        var section = configuration.GetSection(Section);
        var defaults = new LifecycleSettings();
        return new LifecycleSettings
        {
            Plan = ReadPlan(section.GetSection("Polling"), faults),
            RepeatGuard = Span(section, nameof(RepeatGuard), defaults.RepeatGuard, faults),
            WatchdogGrace = Span(section, nameof(WatchdogGrace), defaults.WatchdogGrace, faults),
            RetryDelay = Span(section, nameof(RetryDelay), defaults.RetryDelay, faults),
            LongestRetryDelay = Span(section, nameof(LongestRetryDelay), defaults.LongestRetryDelay, faults),
            LostAfter = Span(section, nameof(LostAfter), defaults.LostAfter, faults),
        };
    }

    public TimeSpan DelayAfter(int failures)
    {
        var delay = RetryDelay;
        for (var step = 0; step < failures && delay < LongestRetryDelay; step++)
        {
            delay *= 2;
        }

        return delay < LongestRetryDelay ? delay : LongestRetryDelay;
    }

    private static PollPlan ReadPlan(IConfigurationSection section, ICollection<string> faults)
    {
        var ladders = new Dictionary<TransactionStatus, PollLadder>(PollPlan.Default.Ladders);
        foreach (var setting in section.GetChildren())
        {
            if (!Enum.TryParse<TransactionStatus>(setting.Key, ignoreCase: true, out var status) || !PollPlan.Default.Ladders.ContainsKey(status))
            {
                faults.Add($"{Name(setting)}: '{setting.Key}' is not a status that is polled; expected one of {string.Join(", ", PollPlan.Default.Ladders.Keys)}.");
            }
            else if (!PollLadder.TryParse(setting.Value, out var ladder))
            {
                faults.Add($"{Name(setting)}: '{setting.Value}' is not a poll ladder; expected rungs such as '00:01:00,hourly,stop:3bd'.");
            }
            else
            {
                ladders[status] = ladder;
            }
        }

        return new PollPlan(ladders);
    }

    private static TimeSpan Span(IConfigurationSection section, string name, TimeSpan otherwise, ICollection<string> faults)
    {
        var text = section[name];
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        if (TimeSpan.TryParseExact(text, @"hh\:mm\:ss", CultureInfo.InvariantCulture, out var span) && span > TimeSpan.Zero)
        {
            return span;
        }

        faults.Add($"{Section}__{name}: '{text}' is not a span of time; expected hh:mm:ss above zero.");
        return otherwise;
    }

    private static string Name(IConfigurationSection setting) => setting.Path.Replace(":", "__", StringComparison.Ordinal);
}
