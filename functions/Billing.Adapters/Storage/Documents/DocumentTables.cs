using Billing.Adapters.Storage.Tables;

namespace Billing.Adapters.Storage.Documents;

/// <summary>The tables of contract billing (the README beside this folder says what is in them).</summary>
public sealed class DocumentTables
{
    internal static readonly string[] Names = ["Catalogue", "Customers", "Billing", "BillingRuns"];

    internal DocumentTables(TableServiceClient tables) =>
        (Catalogue, Customers, Billing, BillingRuns) = (Table(tables, Names[0]), Table(tables, Names[1]), Table(tables, Names[2]), Table(tables, Names[3]));

    /// <summary>Products, product attributes, suppliers and their invoices.</summary>
    public DocumentTable Catalogue { get; }

    /// <summary>Customers, their accounts and customer attributes.</summary>
    public DocumentTable Customers { get; }

    /// <summary>Partition = the customer's id: basic contracts, orders, contracts, ledgers, invoices.</summary>
    public DocumentTable Billing { get; }

    /// <summary>Runs, their pages and reports.</summary>
    public DocumentTable BillingRuns { get; }

    private static DocumentTable Table(TableServiceClient tables, string name) => new(tables.GetTableClient(name));
}
