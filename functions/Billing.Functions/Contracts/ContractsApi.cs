using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Money;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Contracts;

/// <summary>個別契約 (B27, B28): shown with their history; the partner edits name and notes, revises prices and repairs what had parked.</summary>
internal sealed class ContractsApi(ApiRequests api, ContractRequests requests, ContractStore store, BilledMonths billed, TimeProvider time)
{
    [Function("ListContracts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "contracts")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            caller =>
            {
                var (customer, status, today) = (ContractRequests.RequireListedCustomer(caller, request), Lists.Choice<ContractStatus>(request, "status"), Today);
                return Lists.PageAsync(
                    request,
                    page => store.ListContractsAsync(
                        customer, status is null ? null : contract => contract.StatusOn(today) == status, $"{status}", page.Cursor, page.Size, cancellationToken),
                    contract => ContractView.Of(contract, today, caller.IsPartner),
                    ContractsJson.Readable.PageViewContractView);
            },
            cancellationToken);

    [Function("GetContract")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "contracts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var (customer, contract) = await requests.ContractAsync(caller, id, cancellationToken);
                var found = await requests.ReadAsync(customer, contract, cancellationToken);

                // No 304: the status changes by the date alone.
                return new JsonAnswer<ContractView>(ContractView.Of(found.Value, Today, caller.IsPartner), ContractsJson.Readable.ContractView) { ETag = EntityTags.Of(found.Version) };
            },
            cancellationToken);

    /// <summary>B28: 契約名と備考の編集.</summary>
    [Function("EditContract")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "contracts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.ContractBody,
            (change, body) => ChangeAsync(
                change, id, "edited",
                (_, former) =>
                {
                    change.RequireMatch(former);
                    FieldProblem.ThrowIfAny(ContractRules.ValidateEdit(body.Name, body.Notes));
                    return Task.FromResult(ContractRules.Edit(former.Value, body.Name!, body.Notes));
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Design §5 no. 4: 価格改定, from a month that is not yet billed.</summary>
    [Function("ReviseContractPrice")]
    public Task<IResult> ReviseAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "contracts/{id}/price-revisions")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.RevisionBody,
            (change, body) => ChangeAsync(
                change, id, "price_revised",
                async (customer, former) =>
                {
                    ContractRequests.MatchIfAsked(change, former);
                    var revision = new PriceRevision(Month("from", body.From), new Yen(Required("monthlyFee", body.MonthlyFee)), change.Now);
                    FieldProblem.ThrowIfAny(ContractRules.ValidateRevision(former.Value, revision));
                    var through = await billed.ThroughAsync(customer, former.Value.Contract.Id, cancellationToken);
                    ContractProblems.ThrowIf(ContractRules.CheckRevision(former.Value, revision.From, through));
                    return ContractRules.Revise(former.Value, revision);
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Design §5 no. 1: 遡及請求の承認, or 請求の免除, of a contract that parks.</summary>
    [Function("RepairContract")]
    public Task<IResult> RepairAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "contracts/{id}/repairs")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.RepairBody,
            (change, body) => ChangeAsync(
                change, id, "repaired",
                (_, former) =>
                {
                    ContractRequests.MatchIfAsked(change, former);
                    var repair = new BillingRepair(
                        Required("kind", body.Kind), Month("month", body.Month), change.Caller.Who, body.Reason?.Trim() ?? "", change.Now);
                    FieldProblem.ThrowIfAny(ContractRules.ValidateRepair(repair));
                    ContractProblems.ThrowIf(ContractRules.CheckRepair(former.Value));
                    return Task.FromResult(ContractRules.Repair(former.Value, repair));
                },
                cancellationToken),
            cancellationToken);

    private DateOnly Today => TokyoTime.DateOf(time.GetUtcNow());

    private async Task<IResult> ChangeAsync(
        ChangeRequest change,
        string id,
        string action,
        Func<CustomerId, StoredDocument<ContractRecord>, Task<ContractRecord>> decide,
        CancellationToken cancellationToken)
    {
        change.RequirePartner();
        var (customer, contract) = await requests.ContractAsync(change.Caller, id, cancellationToken);
        return await change.CommitAsync(
            store.Table, ContractRows.Partition(customer),
            async version =>
            {
                var former = await requests.ReadAsync(customer, contract, cancellationToken);
                var after = await decide(customer, former);
                return new Change([ContractRows.Replace(former, after)], [new AuditNote(former.Row, action, Changes(former.Value, after))], ChangeAnswer.Changed(id, version));
            },
            cancellationToken);
    }

    private IReadOnlyList<string> Changes(ContractRecord before, ContractRecord after) =>
        FieldChanges.Of(ContractView.Of(before, Today, true), ContractView.Of(after, Today, true), ContractsJson.Readable.ContractView);

    private static T Required<T>(string field, T? value)
        where T : struct =>
        value ?? throw FieldProblem.Of(field, "required", "必須項目です。", "This field is required.");

    private static BillingMonth Month(string field, string? text)
    {
        if (text is null)
        {
            throw FieldProblem.Of(field, "required", "必須項目です。", "This field is required.");
        }

        return BillingMonth.TryParse(text, out var month)
            ? month
            : throw FieldProblem.Of(field, "not_a_month", "月はyyyy-MMで入力してください。", "A month yyyy-MM was expected.");
    }
}
