using System.Globalization;
using Billing.Core.Transactions;

namespace Billing.Functions.Transactions;

/// <summary>An effect that leaves the building: what it is, its business key, and the commands that it answers.</summary>
/// <param name="Key">
/// The row's key. Registration: <c>register-{attempt}</c>, one for each merchant number. Invoice request: <c>invoice-{attempt}</c>, one for
/// each registration. Update: <c>update-{attempt}-{contents}</c>; sending the same contents twice is the same update.
/// </param>
internal sealed record PendingEffect(EffectKind Kind, string Key)
{
    private const int HashLetters = 16;

    /// <summary>What is on its way according to the state, or null.</summary>
    public static PendingEffect? Of(TransactionState state) => state switch
    {
        { Status: TransactionStatus.InvoiceRequesting } => For(EffectKind.Invoice, state),
        { Status: TransactionStatus.CreditChecking, PendingContentHash: not null, ProviderTransactionId: null } => For(EffectKind.Register, state),
        { Status: TransactionStatus.CreditChecking, PendingContentHash: not null } => For(EffectKind.Update, state),
        _ => null,
    };

    /// <summary>Whether a command of this kind is what the effect carries out.</summary>
    public bool Answers(CommandKind command) => Kind switch
    {
        EffectKind.Register => command is CommandKind.CreditCheck or CommandKind.RegisterAnew,
        EffectKind.Update => command == CommandKind.Update,
        _ => command == CommandKind.InvoiceRequest,
    };

    private static PendingEffect For(EffectKind kind, TransactionState state) => new(kind, kind switch
    {
        EffectKind.Register => string.Create(CultureInfo.InvariantCulture, $"register-{state.Attempt}"),
        EffectKind.Invoice => string.Create(CultureInfo.InvariantCulture, $"invoice-{state.Attempt}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"update-{state.Attempt}-{state.PendingContentHash![..HashLetters]}"),
    });
}

internal enum EffectKind
{
    Register,
    Update,
    Invoice,
}
