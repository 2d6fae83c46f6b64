using System.Text.Json;
using Billing.Adapters.Http;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Turns result items into the port's values, by the profile's codes.</summary>
internal sealed class NpAnswers(NpAirProfile profile)
{
    private readonly NpAirNames _names = profile.Names;

    /// <summary>NG and hold are answers, not errors. A code that the profile does not know is pending and named, never approved.</summary>
    public CreditAnswer Credit(JsonElement item)
    {
        var raw = NpJson.Code(item, _names.CreditResult) ?? "";
        var isKnown = profile.CreditResults.TryGetValue(raw, out var result);
        return new CreditAnswer(
            NpJson.Code(item, _names.ProviderId)!,
            isKnown ? result : CreditResult.Pending,
            Reasons(item),
            NpJson.Instant(item, _names.DecidedAt),
            isKnown ? null : raw.Length == 0 ? "missing" : raw);
    }

    public IReadOnlyList<string> Reasons(JsonElement item) =>
        [.. NpJson.Codes(item, _names.RejectReason), .. NpJson.Codes(item, _names.HoldReasons)];

    public InvoiceAnswer Invoice(JsonElement item) => new(NpJson.Date(item, _names.InvoiceRequestedOn), WasAlreadyRequested: false);

    public ProviderFacts Facts(JsonElement item, IReadOnlyList<string> reasons)
    {
        var raw = NpJson.Code(item, _names.State) ?? "";
        return new ProviderFacts(
            NpJson.Code(item, _names.ProviderId)!,
            State(item),
            raw,
            NpJson.Integer(item, _names.BilledAmount),
            reasons,
            NpJson.Date(item, _names.InvoiceRequestedOn),
            NpJson.Date(item, _names.IssuedOn),
            NpJson.Date(item, _names.DueOn),
            NpJson.Date(item, _names.AdvancedOn),
            NpJson.Date(item, _names.PaidOn),
            NpJson.Date(item, _names.CancelledOn));
    }

    public TransactionStatus? State(JsonElement item) =>
        profile.States.TryGetValue(NpJson.Code(item, _names.State) ?? "", out var state) ? state : null;

    /// <summary>Whether the state has reasons, which only the credit call tells.</summary>
    public bool HasReasons(JsonElement item) => State(item) is TransactionStatus.CreditHeld or TransactionStatus.CreditRejected;

    public static ReplyVerdict Judge(HttpReply reply) => reply.Status switch
    {
        429 => ReplyVerdict.NotDone,
        408 or >= 500 => ReplyVerdict.Doubtful,
        _ => ReplyVerdict.Final,
    };
}
