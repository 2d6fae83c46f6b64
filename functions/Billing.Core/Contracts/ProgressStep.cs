namespace Billing.Core.Contracts;

/// <summary>One dated step of an order's progress (B44). Steps are added and never changed: of two of one stage the later counts.</summary>
/// <param name="Stage">Which.</param>
/// <param name="On">When, in Tokyo.</param>
/// <param name="Note">For the customer to read, too.</param>
/// <param name="By">Who wrote it down.</param>
/// <param name="RecordedAt">When it was written down, in UTC.</param>
public sealed record ProgressStep(ProgressStage Stage, DateOnly On, string? Note, string By, DateTimeOffset RecordedAt);
