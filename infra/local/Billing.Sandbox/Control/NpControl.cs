using System.Text.Json.Nodes;
using Billing.Sandbox.NpAtobarai;

namespace Billing.Sandbox.Control;

/// <summary>NP's clock, and what happens on NP's own screen or at the buyer's: none of it is possible through NP's interface.</summary>
internal static class NpControl
{
    private const int MaxStep = 3660;

    public static void Map(RouteGroupBuilder group, NpLedger ledger)
    {
        group.MapGet("/clock", () => Clock(ledger));
        group.MapPut("/clock", (ClockSetting setting) =>
        {
            ledger.Clock.Set(setting.Now);
            return Clock(ledger);
        });
        group.MapPost("/clock/advance", (ClockStep step) => Advance(ledger, step));
        group.MapGet("/transactions", () => ledger.Run(book => new JsonArray([.. book.All().Select(NpAnswers.State)])));
        group.MapGet("/transactions/{key}", (string key) => ledger.Run(book => book.Find(key) is { } found ? Results.Json(NpAnswers.State(found)) : Results.NotFound()));
        group.MapPost("/transactions/{key}/{command}", (string key, string command, NpCommand details) => ledger.Run(book => Act(book, key, command, details)));
        group.MapPut("/rules", (NpRules rules) =>
        {
            if (rules.PendingQuestions is < 0 or > 1000)
            {
                return ControlEndpoints.Refused("pendingQuestions: expected 0 to 1000.");
            }

            ledger.PendingQuestions = rules.PendingQuestions;
            return Results.NoContent();
        });
    }

    private static IResult Clock(NpLedger ledger) => Results.Ok(new { now = ledger.Clock.Now, today = NpJson.Format(ledger.Clock.Today) });

    private static IResult Advance(NpLedger ledger, ClockStep step)
    {
        switch (step)
        {
            case { Days: > 0 and <= MaxStep and var days }:
                ledger.Clock.Set(ledger.Clock.Now.AddDays(days));
                break;
            case { BusinessDays: > 0 and <= MaxStep and var days }:
                ledger.Clock.GoTo(Enumerable.Range(0, days).Aggregate(ledger.Clock.Today, (day, _) => NpCalendar.NextBusinessDay(day)));
                break;
            case { To: { } day } when day > ledger.Clock.Today && day < ledger.Clock.Today.AddDays(MaxStep):
                ledger.Clock.GoTo(day);
                break;
            default:
                return ControlEndpoints.Refused($"Give one of days, businessDays (1 to {MaxStep}) or to (a later day).");
        }

        return Clock(ledger);
    }

    private static IResult Act(NpLedger ledger, string key, string command, NpCommand details)
    {
        if (ledger.Find(key) is not { } transaction)
        {
            return Results.NotFound();
        }

        var today = details.On ?? ledger.Clock.Today;
        Action? act = (command, transaction.Status) switch
        {
            ("issue", "INVOICE_REQUESTED") => () => transaction.Issue(today),
            ("reissue", "INVOICE_ISSUED" or "ADVANCED") => () => transaction.Issue(today),
            ("advance", "INVOICE_ISSUED" or "PAID") => () => transaction.Advance(today),
            ("pay", "INVOICE_ISSUED" or "ADVANCED") => () => transaction.Pay(today),
            ("unpay", "PAID") => () => transaction.Pay(null),
            ("stop", "INVOICE_REQUESTED") => transaction.Stop,
            ("cancel", not ("PAID" or "CANCELLED")) => () => transaction.Cancel(today),
            ("decide", "CREDIT_PENDING" or "CREDIT_HOLD" or "CREDIT_OK" or "CREDIT_NG") => Decision(details) is { } credit ? () => transaction.Decide(credit, ledger.Clock.Now) : null,
            _ => null,
        };
        if (act is null)
        {
            return Results.Conflict(new { error = $"'{command}' is not possible in state {transaction.Status}." });
        }

        act();
        return Results.Json(NpAnswers.State(transaction));
    }

    private static CreditResult? Decision(NpCommand details) => details.Result switch
    {
        "ok" => new CreditResult(NpCodes.Ok),
        "ng" => new CreditResult(NpCodes.Ng, details.Reason ?? NpCodes.NgOther),
        "hold" => new CreditResult(NpCodes.Hold, Hold: [details.Reason ?? NpCodes.HoldAddress]),
        "pending" => new CreditResult(NpCodes.Pending),
        _ => null,
    };
}
