using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

using FsCheck;
using FsCheck.Fluent;

namespace Billing.Core.Tests.Transactions;

public sealed class TransactionInvariantsTests
{
    private static readonly DateOnly Day = new(2026, 11, 26);

    public static TheoryData<string, Func<TransactionState, TransactionState>> Breaks() => new()
    {
        { "other_transaction", state => state with { Id = TransactionId.Parse("orders-102") } },
        { "epoch_went_back", state => state with { Epoch = 0 } },
        { "attempt_jumped", state => state with { Attempt = 3 } },
        { "check_went_back", state => state with { LastCheckedAt = state.LastCheckedAt!.Value.AddSeconds(-1) } },
        { "revision_went_back", state => state with { ProcessedRevision = 2 } },
        { "second_registration", state => state with { Status = TransactionStatus.CreditChecking, PendingContentHash = "x", FormerStatus = TransactionStatus.Draft } },
        { "second_registration", state => state with { ProviderTransactionId = "26112500002" } },
        { "invoice_without_approval", state => state with { Status = TransactionStatus.InvoiceRequesting, RecordContentHash = "changed" } },
        { "invoice_without_approval", state => state with { Status = TransactionStatus.InvoiceRequesting, BilledAmount = 12_000 } },
        { "fact_erased", state => state with { IssuedOn = null } },
        { "fact_erased", state => state with { ProviderTransactionId = null } },
        { "status_went_back", state => state with { Status = TransactionStatus.CreditHeld } },
    };

    [Theory]
    [MemberData(nameof(Breaks), DisableDiscoveryEnumeration = true)]
    public void Broken_AChangeAgainstARule_NamesTheRule(string rule, Func<TransactionState, TransactionState> change)
    {
        var before = Samples.Registered(TransactionStatus.CreditApproved) with { IssuedOn = Day };

        Assert.Equal(rule, TransactionInvariants.Broken(before, change(before)));
    }

    [Fact]
    public void Stop_AnItem_StaysStoppedWhateverIsFound()
    {
        var stopped = TransactionInvariants.Stop(Samples.Registered(TransactionStatus.CreditApproved), "fact_erased", Samples.Now).State;

        var found = FactRules.Found(stopped, Samples.Facts(TransactionStatus.InvoiceIssued, Day), Samples.Now, Samples.Now).State;

        Assert.Equal("invariant:fact_erased", found.Alarm);
    }

    // Whatever comes in whatever order: what the rules make of it never breaks an invariant, facts only grow, and one number is registered once.
    [Fact]
    public void Rules_AnySequenceOfCommandsAndAnswers_NeverBreakAnInvariant()
    {
        var moves = Gen.Choose(0, 17).ListOf(40).ToArbitrary();
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(20261125UL, 3UL),
            Prop.ForAll(moves, sequence =>
            {
                var state = Samples.State();
                var now = Samples.Now;
                foreach (var move in sequence)
                {
                    now = now.AddMinutes(1);
                    var next = RandomWalk.Step(state, move, now);
                    Assert.Null(TransactionInvariants.Broken(state, next));
                    state = next;
                }

                return true;
            }));
    }

    /// <summary>One command, answer or finding, applied as the app would: commands only where the rules carry them out.</summary>
    private static class RandomWalk
    {
        public static TransactionState Step(TransactionState state, int move, DateTimeOffset now) => move switch
        {
            0 => Command(state, CommandKind.CreditCheck, Samples.Order, now),
            1 => Command(state, CommandKind.Update, Samples.Order with { Total = 12_000m }, now),
            2 => Command(state, CommandKind.Update, Samples.Order, now),
            3 => Command(state, CommandKind.InvoiceRequest, Samples.Order, now),
            4 => Command(state, CommandKind.RegisterAnew, Samples.Order, now),
            <= 8 => Answer(state, (CreditResult)(move - 5), now),
            9 => IsPending(state) ? TransactionFlow.Refused(state, Refusals.Of(Refusals.ContentInvalid), now).State : state,
            10 => IsPending(state) || state.Status == TransactionStatus.InvoiceRequesting ? TransactionFlow.Lost(state, now).State : state,
            11 => state.Status == TransactionStatus.InvoiceRequesting ? TransactionFlow.InvoiceAnswered(state, new InvoiceAnswer(Day, false), now).State : state,
            12 => Found(state, Samples.Facts(TransactionStatus.InvoiceIssued, Day, Day), now),
            13 => Found(state, Samples.Facts(TransactionStatus.Paid, Day, Day, null, Day), now),
            14 => Found(state, Samples.Facts(TransactionStatus.Advanced, Day, Day, Day), now),
            15 => Found(state, Samples.Facts(TransactionStatus.CreditApproved), now),
            16 => Found(state, Samples.Facts(TransactionStatus.Cancelled) with { CancelledOn = Day }, now),
            _ => Found(state, Samples.Facts(null), now.AddHours(-2)),
        };

        private static bool IsPending(TransactionState state) => state is { Status: TransactionStatus.CreditChecking, PendingContentHash: not null };

        private static TransactionState Command(TransactionState state, CommandKind kind, OrderContent order, DateTimeOffset now)
        {
            var seen = state with { RecordContentHash = ContentHash.Of(order) };
            return CommandRules.Decide(seen, Samples.Command(kind), Samples.Record(order), [], Samples.Profile) switch
            {
                CommandDecision.Register register => TransactionFlow.BeginRegistration(seen, register.Anew, register.ContentHash, now).State,
                CommandDecision.Update update => TransactionFlow.BeginUpdate(seen, update.ContentHash, now).State,
                CommandDecision.RequestInvoice => TransactionFlow.BeginInvoice(seen, now).State,
                CommandDecision.Refuse(var refusal) => seen with { LastError = refusal },
                _ => seen,
            };
        }

        private static TransactionState Answer(TransactionState state, CreditResult result, DateTimeOffset now) =>
            IsPending(state)
                ? TransactionFlow.CreditAnswered(state, new CreditAnswer(IdOf(state), result, ["R"], now), state.PendingContentHash!, 11_000, now).State
                : state;

        private static TransactionState Found(TransactionState state, ProviderFacts facts, DateTimeOffset now) =>
            CommandRules.CanBeAsked(state) ? FactRules.Found(state, facts with { ProviderTransactionId = IdOf(state) }, now, now).State : state;

        private static string IdOf(TransactionState state) => state.ProviderTransactionId ?? $"2611250000{state.Attempt}";
    }
}
