using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Functions.Access;
using Billing.Functions.Customers;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>
/// Finds what a request is about, for whoever may see it: the partner everything, a customer's person its own (B41). Everything else is unknown (404).
/// </summary>
internal sealed class ContractRequests(ContractStore store, ContractOwners owners)
{
    /// <summary>Whose basic contract it is.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<(CustomerId Customer, BasicContractId Id)> BasicContractAsync(Caller caller, string? id, CancellationToken cancellationToken) =>
        BasicContractId.TryParse(id, out var parsed) && await owners.FindAsync(parsed, cancellationToken) is { } owner && caller.Sees(owner)
            ? (owner, parsed)
            : throw new ProblemException(ContractProblems.BasicContractUnknown);

    /// <summary>Whose order it is.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<(CustomerId Customer, OrderId Id)> OrderAsync(Caller caller, string? id, CancellationToken cancellationToken) =>
        OrderId.TryParse(id, out var parsed) && await owners.FindAsync(parsed, cancellationToken) is { } owner && caller.Sees(owner)
            ? (owner, parsed)
            : throw new ProblemException(ContractProblems.OrderUnknown);

    /// <summary>Whose contract it is.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<(CustomerId Customer, ContractId Id)> ContractAsync(Caller caller, string? id, CancellationToken cancellationToken) =>
        ContractId.TryParse(id, out var parsed) && await owners.FindAsync(parsed, cancellationToken) is { } owner && caller.Sees(owner)
            ? (owner, parsed)
            : throw new ProblemException(ContractProblems.ContractUnknown);

    /// <summary>A basic contract; to a customer's person only one that is 販売中.</summary>
    /// <exception cref="ProblemException">404.</exception>
    public async Task<StoredDocument<BasicContract>> ReadAsync(
        Caller caller, CustomerId customer, BasicContractId id, DateOnly today, CancellationToken cancellationToken) =>
        await store.FindAsync(customer, id, cancellationToken) is { } found && IsShown(caller, found.Value, today)
            ? found
            : throw new ProblemException(ContractProblems.BasicContractUnknown);

    /// <exception cref="ProblemException">404.</exception>
    public async Task<StoredDocument<Order>> ReadAsync(CustomerId customer, OrderId id, CancellationToken cancellationToken) =>
        await store.FindAsync(customer, id, cancellationToken) ?? throw new ProblemException(ContractProblems.OrderUnknown);

    /// <exception cref="ProblemException">404.</exception>
    public async Task<StoredDocument<ContractRecord>> ReadAsync(CustomerId customer, ContractId id, CancellationToken cancellationToken) =>
        await store.FindAsync(customer, id, cancellationToken) ?? throw new ProblemException(ContractProblems.ContractUnknown);

    public static bool IsShown(Caller caller, BasicContract contract, DateOnly today) => caller.IsPartner || contract.StatusOn(today) == BasicContractStatus.OnSale;

    /// <summary>The customer that a list is of: a customer's person always lists its own; null when the partner names none.</summary>
    /// <exception cref="ProblemException">404: of another customer.</exception>
    public static CustomerId? ListedCustomer(Caller caller, HttpRequest request)
    {
        var own = caller is Caller.CustomerPerson person ? person.Customer : (CustomerId?)null;
        if (PageRequest.Text(request, "customer") is not { } text)
        {
            return own;
        }

        return CustomerId.TryParse(text, out var customer) && caller.Sees(customer) ? customer : throw new ProblemException(CustomerProblems.Unknown);
    }

    /// <summary>As <see cref="ListedCustomer"/>, for lists that are of one customer.</summary>
    /// <exception cref="ProblemException">400 without one; 404 of another one.</exception>
    public static CustomerId RequireListedCustomer(Caller caller, HttpRequest request) =>
        ListedCustomer(caller, request) ?? throw FieldProblem.Of("customer", "required", "顧客を指定してください。", "Name the customer whose list it is.");

    /// <summary>Holds a command to the version that its sender saw, where it says which; commands are safe without, since their own rules decide.</summary>
    /// <exception cref="ProblemException">412.</exception>
    public static void MatchIfAsked(ChangeRequest change, StoredDocument document)
    {
        if (change.Request.Headers.IfMatch.Count > 0)
        {
            change.RequireMatch(document);
        }
    }
}
