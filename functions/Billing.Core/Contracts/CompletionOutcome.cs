using Billing.Core.Validation;

namespace Billing.Core.Contracts;

/// <summary>What came of completing an order.</summary>
public abstract record CompletionOutcome
{
    private CompletionOutcome()
    {
    }

    /// <summary>The order 完了, and its contracts with this order in their history, in the order of the lines.</summary>
    public sealed record Done(Order Order, IReadOnlyList<ContractRecord> Contracts, IReadOnlyList<CompletionWarning> Warnings) : CompletionOutcome;

    /// <summary>A rule forbids it.</summary>
    public sealed record Refused(OrderRefusal Refusal) : CompletionOutcome;

    /// <summary>The dates are no dates for it.</summary>
    public sealed record Invalid(IReadOnlyList<FieldError> Errors) : CompletionOutcome;
}
