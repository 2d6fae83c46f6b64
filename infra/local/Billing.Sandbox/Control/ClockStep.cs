namespace Billing.Sandbox.Control;

/// <summary>NP's clock goes on: so many days, or so many business days (to 09:00 in Japan), or to 09:00 of a day.</summary>
internal sealed record ClockStep(int? Days = null, int? BusinessDays = null, DateOnly? To = null);
