using System.Text;
using Billing.Core.Apps;
using Billing.Core.Transactions.Ports;

namespace Billing.Core.Transactions;

/// <summary>What becomes of a command: carried out, refused with a reason that the record shows, or nothing to do.</summary>
public static class CommandRules
{
    private const int MostFaults = 5;

    /// <param name="record">The record as read just now; null when it was deleted.</param>
    /// <param name="faults">What the provider's rules find wrong with its contents.</param>
    public static CommandDecision Decide(
        TransactionState state, TransactionCommand command, AppRecord? record, IReadOnlyList<ContentFault> faults, ProviderProfile profile)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(faults);
        ArgumentNullException.ThrowIfNull(profile);
        if (command.RefusedWith is { } refusal)
        {
            return new CommandDecision.Refuse(refusal);
        }

        if (TransactionInvariants.IsStopped(state))
        {
            return Refuse(Refusals.ItemStopped);
        }

        return TransactionTransitions.Next(state.Status, EventOf(command.Kind)) switch
        {
            Transition.Refuse(var code) => Refuse(code),
            Transition.Move => Carry(state, command.Kind, record, faults, profile),
            _ when command.Kind == CommandKind.Refresh && CanBeAsked(state) => new CommandDecision.Ask(),
            _ => new CommandDecision.Nothing(),
        };
    }

    /// <summary>Whether there is anything to ask the provider about.</summary>
    public static bool CanBeAsked(TransactionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.ProviderTransactionId is not null || state.Status == TransactionStatus.OutcomeUnknown;
    }

    public static TransactionEvent EventOf(CommandKind kind) => kind switch
    {
        CommandKind.CreditCheck => TransactionEvent.AskCreditCheck,
        CommandKind.Update => TransactionEvent.AskUpdate,
        CommandKind.InvoiceRequest => TransactionEvent.AskInvoice,
        CommandKind.Refresh => TransactionEvent.AskRefresh,
        CommandKind.Cancel => TransactionEvent.AskCancel,
        CommandKind.RegisterAnew => TransactionEvent.AskRegisterAnew,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a command."),
    };

    /// <summary>The refusal that names every fault of the contents (at most five): which field, why, what to do.</summary>
    public static Refusal RefusalOf(IReadOnlyList<ContentFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Count == 0)
        {
            return Refusals.Of(Refusals.ContentInvalid);
        }

        var ja = new StringBuilder();
        var en = new StringBuilder();
        foreach (var fault in faults.Take(MostFaults))
        {
            ja.Append(ja.Length > 0 ? " " : string.Empty).Append(Named(MeaningNames.Japanese(fault.Meaning), fault.MessageJa));
            en.Append(en.Length > 0 ? " " : string.Empty).Append(Named(fault.Meaning, fault.MessageEn));
        }

        return new Refusal(Refusals.ContentInvalid, ja.ToString(), en.ToString(), faults[0].Meaning);
    }

    private static CommandDecision Carry(
        TransactionState state, CommandKind kind, AppRecord? record, IReadOnlyList<ContentFault> faults, ProviderProfile profile)
    {
        if (kind == CommandKind.Cancel)
        {
            return Refuse(Refusals.CancelUnsupported); // the port has no such call; NP takes none (providers §3)
        }

        if (record is null)
        {
            return Refuse(Refusals.RecordDeleted);
        }

        return kind switch
        {
            CommandKind.CreditCheck => WithContent(record, faults, (hash, amount) => new CommandDecision.Register(false, hash, amount)),
            CommandKind.RegisterAnew => WithContent(record, faults, (hash, amount) => new CommandDecision.Register(true, hash, amount)),
            CommandKind.Update => Update(state, record, faults, profile),
            _ => Invoice(state, record),
        };
    }

    private static CommandDecision Update(TransactionState state, AppRecord record, IReadOnlyList<ContentFault> faults, ProviderProfile profile)
    {
        if (state.Status == TransactionStatus.CreditRejected && !profile.CanUpdateRejected)
        {
            return Refuse(Refusals.UpdateUnsupported);
        }

        return ContentHash.Of(record.Order) == state.SentContentHash
            ? new CommandDecision.Nothing()
            : WithContent(record, faults, (hash, amount) => new CommandDecision.Update(hash, amount));
    }

    private static CommandDecision Invoice(TransactionState state, AppRecord record)
    {
        var hash = ContentHash.Of(record.Order);
        if (hash != state.SentContentHash || !OrderAmount.TryGet(record.Order, out var amount) || amount != state.BilledAmount)
        {
            return Refuse(Refusals.UpdateFirst);
        }

        return record.Order.ServiceCompletedOn is { } completedOn
            ? new CommandDecision.RequestInvoice(hash, completedOn)
            : Refuse(Refusals.ServiceNotCompleted, nameof(OrderContent.ServiceCompletedOn));
    }

    private static CommandDecision WithContent(AppRecord record, IReadOnlyList<ContentFault> faults, Func<string, long, CommandDecision> carried)
    {
        if (faults.Count > 0)
        {
            return new CommandDecision.Refuse(RefusalOf(faults));
        }

        return OrderAmount.TryGet(record.Order, out var amount)
            ? carried(ContentHash.Of(record.Order), amount)
            : new CommandDecision.Refuse(RefusalOf([AmountFault]));
    }

    private static ContentFault AmountFault { get; } = new(
        nameof(OrderContent.Total), "amount_invalid", "合計金額は1円以上の整数にしてください。", "The total must be a whole number of yen above zero.");

    private static string Named(string name, string message) => message.Contains(name, StringComparison.Ordinal) ? message : $"{name}: {message}";

    private static CommandDecision.Refuse Refuse(string code, string? field = null) => new(Refusals.Of(code, field));
}
