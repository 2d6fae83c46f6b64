namespace Billing.Core.Tests.Invoicing.Examples;

/// <summary>The tables that an example may have, known by their columns. Anything else is refused, so that no cell is passed over.</summary>
internal static class ExampleTables
{
    public const string Contracts = "contract | pattern | initial fee | monthly fee | by quantity | tax | basis";
    public const string Orders = "contract | order | quantity | completed on | recorded on";
    public const string Revisions = "contract | new monthly fee | from | recorded on";
    public const string Repairs = "contract | repair | month | recorded on";
    public const string Lines = "run | document | contract | fee | service month | quantity | unit price | amount | rate";
    public const string Totals = "run | document | rate | net | tax | gross | due";
    public const string Parked = "run | parked | unbilled months | oldest | amount";
    public const string Warnings = "run | contract | warning | month | amount";

    public static IReadOnlyList<string> All { get; } = [Contracts, Orders, Revisions, Repairs, Lines, Totals, Parked, Warnings];
}
