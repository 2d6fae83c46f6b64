using Billing.Adapters.Storage.Contracts;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Validation;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>
/// What the partner does to an order: completing it (B25), taking it back, telling its progress (B44). The order and its contracts change in one write,
/// guarded by the versions that were read: of two completions at once the second finds it 完了.
/// </summary>
internal sealed class OrderCommands(ContractRequests requests, ContractStore store, RunDay runDay)
{
    private const int LongestReason = 500;

    /// <summary>B25: 注文の完了.</summary>
    public async Task<Change> CompleteAsync(
        ChangeRequest change, CustomerId customer, OrderId id, CompletionBody body, string version, CancellationToken cancellationToken)
    {
        var dates = body.LineDates();
        var former = await requests.ReadAsync(customer, id, cancellationToken);
        ContractRequests.MatchIfAsked(change, former);
        var contracts = await store.ContractsOfAsync(former.Value, cancellationToken);
        var completion = new Completion(body.CompletedOn!.Value, dates, body.FulfilledOn, change.Caller.Who, change.Now, NextClosing(TokyoTime.DateOf(change.Now)));
        switch (OrderCompletion.Complete(former.Value, [.. contracts.Select(contract => contract.Value)], completion))
        {
            case CompletionOutcome.Done done:
                return new Change(
                    [ContractRows.Replace(former, done.Order), .. contracts.Zip(done.Contracts, ContractRows.Replace)],
                    [new AuditNote(former.Row, "completed", Changes(former.Value, done.Order))],
                    ChangeAnswer.Changed(id.Value, version, [.. done.Warnings.Select(warning => new ChangeWarning(warning.Code, warning.MessageJa, warning.MessageEn))]));
            case CompletionOutcome.Refused refused:
                throw ContractProblems.Of(refused.Refusal);
            case CompletionOutcome.Invalid invalid:
                throw new ProblemException(new FieldProblem(invalid.Errors), FieldProblem.CodeText);
            default:
                throw new InvalidOperationException("A completion came to none of its outcomes.");
        }
    }

    /// <summary>取下げ while 注文処理中, with a reason. It is not one of the rules' states: nothing was delivered, nothing is billed.</summary>
    public async Task<Change> WithdrawAsync(
        ChangeRequest change, CustomerId customer, OrderId id, WithdrawalBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("reason", body.Reason, LongestReason);
        FieldProblem.ThrowIfAny(errors);
        var former = await requests.ReadAsync(customer, id, cancellationToken);
        ContractRequests.MatchIfAsked(change, former);
        ContractProblems.ThrowIf(former.Value.Status == OrderStatus.Processing ? null : OrderRefusal.NotInProcess);
        var contracts = await store.ContractsOfAsync(former.Value, cancellationToken);
        var withdrawn = former.Value with { Status = OrderStatus.Withdrawn, Withdrawal = new OrderWithdrawal(body.Reason!.Trim(), change.Caller.Who, change.Now) };
        return new Change(
            [ContractRows.Replace(former, withdrawn), .. contracts.Select(contract => ContractRows.Replace(contract, OrderRules.Release(contract.Value)))],
            [new AuditNote(former.Row, "withdrawn", Changes(former.Value, withdrawn))],
            ChangeAnswer.Changed(id.Value, version));
    }

    /// <summary>B44: 進捗の記録.</summary>
    public async Task<Change> ProgressAsync(
        ChangeRequest change, CustomerId customer, OrderId id, ProgressBody body, string version, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (body.Stage is null)
        {
            errors.Required("stage");
        }

        FieldProblem.ThrowIfAny(errors);
        var step = new ProgressStep(body.Stage!.Value, body.On ?? TokyoTime.DateOf(change.Now), body.Note, change.Caller.Who, change.Now);
        FieldProblem.ThrowIfAny(OrderProgress.Validate(step));
        var former = await requests.ReadAsync(customer, id, cancellationToken);
        ContractRequests.MatchIfAsked(change, former);
        ContractProblems.ThrowIf(OrderProgress.Check(former.Value));
        var order = OrderProgress.With(former.Value, step);
        return new Change(
            [ContractRows.Replace(former, order)],
            [new AuditNote(former.Row, "progressed", Changes(former.Value, order))],
            ChangeAnswer.Changed(id.Value, version));
    }

    /// <summary>The month that the next run closes: from the run day on, the run for the month before has been.</summary>
    private BillingMonth NextClosing(DateOnly today)
    {
        var current = BillingMonth.Of(today);
        return today >= runDay.In(current) ? current : current.AddMonths(-1);
    }

    private static IReadOnlyList<string> Changes(Order before, Order after) =>
        FieldChanges.Of(OrderView.Of(before, true), OrderView.Of(after, true), ContractsJson.Readable.OrderView);
}
