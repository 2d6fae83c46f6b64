using Billing.Core.Contracts;

namespace Billing.Functions.Contracts;

/// <summary>What can be edited of a contract (B28): nothing else is known here.</summary>
internal sealed record ContractBody(string? Name = null, string? Notes = null);

/// <summary>A price revision as it is sent: the first service month (<c>2026-12</c>) and the monthly fee of a unit in whole yen.</summary>
internal sealed record RevisionBody(string? From = null, long? MonthlyFee = null);

/// <summary>A repair as it is sent (design §5 no. 1).</summary>
internal sealed record RepairBody(BillingRepairKind? Kind = null, string? Month = null, string? Reason = null);
