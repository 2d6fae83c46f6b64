using System.Globalization;

using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Validation;
using Billing.Functions.Customers;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Contracts;

/// <summary>基本契約 (B14 to B20): the partner offers products to a customer. The customer's own people see those that are on sale (B41).</summary>
internal sealed class BasicContractsApi(
    ApiRequests api,
    ContractRequests requests,
    ContractStore store,
    ContractOwners owners,
    ScheduledSales sales,
    CatalogueStore catalogue,
    CustomerStore customers,
    TimeProvider time)
{
    [Function("ListBasicContracts")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "basic-contracts")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            caller =>
            {
                var (customer, status, today) = (ContractRequests.RequireListedCustomer(caller, request), Lists.Choice<BasicContractStatus>(request, "status"), Today);
                return Lists.PageAsync(
                    request,
                    page => store.ListBasicAsync(
                        customer, contract => ContractRequests.IsShown(caller, contract, today) && (status is null || contract.StatusOn(today) == status),
                        $"{status}", page.Cursor, page.Size, cancellationToken),
                    contract => BasicContractView.Of(contract, today),
                    ContractsJson.Readable.PageViewBasicContractView);
            },
            cancellationToken);

    [Function("GetBasicContract")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "basic-contracts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var (customer, parsed) = await requests.BasicContractAsync(caller, id, cancellationToken);
                var found = await requests.ReadAsync(caller, customer, parsed, Today, cancellationToken);

                // No 304: the status changes by the date alone (B18).
                return new JsonAnswer<BasicContractView>(BasicContractView.Of(found.Value, Today), ContractsJson.Readable.BasicContractView) { ETag = EntityTags.Of(found.Version) };
            },
            cancellationToken);

    /// <summary>B21, B41: what can be ordered now, with prices and what is asked (B09).</summary>
    [Function("GetOffers")]
    public Task<IResult> OffersAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "basic-contracts/{id}/offers")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ReadAsync(
            request,
            async caller =>
            {
                var (customer, parsed) = await requests.BasicContractAsync(caller, id, cancellationToken);
                var contract = (await requests.ReadAsync(caller, customer, parsed, Today, cancellationToken)).Value;
                ContractProblems.ThrowIf(OrderRules.CheckNew(contract, Today));
                List<OfferView> offers = [];
                foreach (var chunk in contract.Products.Chunk(ReadAtOnce))
                {
                    offers.AddRange((await Task.WhenAll(chunk.Select(product => OfferAsync(product, cancellationToken)))).OfType<OfferView>());
                }

                return new JsonAnswer<OffersView>(new OffersView(contract.Id.Value, offers), ContractsJson.Readable.OffersView);
            },
            cancellationToken);

    /// <summary>B14, B15, B16: 基本契約の作成: 「すぐに販売開始」 or 「保存」.</summary>
    [Function("CreateBasicContract")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "basic-contracts")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.BasicContractBody,
            (change, body) =>
            {
                change.RequirePartner();
                var id = BasicContractId.Parse(change.NewId());
                var customer = CustomerId.TryParse(body.CustomerId, out var parsed) ? parsed : throw new ProblemException(CustomerProblems.Unknown);
                return change.CommitAsync(
                    store.Table, ContractRows.Partition(customer), version => CreateAsync(change, id, customer, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B20: 内容の編集, in every status.</summary>
    [Function("EditBasicContract")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "basic-contracts/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.BasicContractBody,
            async (change, body) =>
            {
                change.RequirePartner();
                var (customer, parsed) = await requests.BasicContractAsync(change.Caller, id, cancellationToken);
                return await change.CommitAsync(
                    store.Table, ContractRows.Partition(customer), version => EditAsync(change, parsed, customer, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <summary>B17: 作成中 → 販売中, today; B18: 作成中 → 販売予定, with a date. B19: no other change of status.</summary>
    [Function("StartBasicContract")]
    public Task<IResult> StartAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "basic-contracts/{id}/start")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, ContractsJson.Default.SaleStartBody,
            async (change, body) =>
            {
                change.RequirePartner();
                var (customer, parsed) = await requests.BasicContractAsync(change.Caller, id, cancellationToken);
                return await change.CommitAsync(
                    store.Table, ContractRows.Partition(customer), version => StartAsync(change, parsed, customer, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    private const int ReadAtOnce = 25;

    private DateOnly Today => TokyoTime.DateOf(time.GetUtcNow());

    private async Task<Change> CreateAsync(
        ChangeRequest change, BasicContractId id, CustomerId customer, BasicContractBody body, string version, CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(customer, cancellationToken) is not { } found)
        {
            throw new ProblemException(CustomerProblems.Unknown);
        }

        if (found.Value.Status == CustomerStatus.Deleted)
        {
            throw new ProblemException(CustomerProblems.Deleted);
        }

        var errors = new FieldErrors();
        var contract = body.ToBasicContract(id, customer, errors);
        FieldProblem.ThrowIfAny(errors);
        var warnings = await CheckProductsAsync(contract!, [], cancellationToken);
        contract = body.StartNow == true ? BasicContractRules.StartNow(contract!, TokyoTime.DateOf(change.Now)) : contract;
        await owners.NoteAsync(id, customer, cancellationToken);
        var row = ContractRows.Row(id);
        return new Change(
            [DocumentWrite.Insert(row, contract!)],
            [new AuditNote(row, "created", FieldChanges.All(BasicContractView.Of(contract!, Today), ContractsJson.Readable.BasicContractView))],
            ChangeAnswer.Created($"/api/basic-contracts/{id}", id.Value, version, warnings));
    }

    private async Task<Change> EditAsync(
        ChangeRequest change, BasicContractId id, CustomerId customer, BasicContractBody body, string version, CancellationToken cancellationToken)
    {
        var former = await requests.ReadAsync(change.Caller, customer, id, Today, cancellationToken);
        change.RequireMatch(former);
        var errors = new FieldErrors();
        if (body.CustomerId is not null && body.CustomerId != customer.Value)
        {
            errors.Add("customerId", "immutable", "顧客は変更できません。", "The customer cannot be changed.");
        }

        if (body.StartNow is not null)
        {
            errors.Add("startNow", "immutable", "販売の開始は /start で行います。", "A sale is started by /start.");
        }

        var contents = body.ToBasicContract(id, customer, errors);
        FieldProblem.ThrowIfAny(errors);
        var contract = contents! with { Status = former.Value.Status, SaleStart = former.Value.SaleStart };
        var warnings = await CheckProductsAsync(contract, former.Value.Products, cancellationToken);
        return new Change(
            [DocumentWrite.Replace(former, contract)],
            [new AuditNote(former.Row, "edited", BasicContractView.Changes(former.Value, contract, Today))],
            ChangeAnswer.Changed(id.Value, version, warnings));
    }

    private async Task<Change> StartAsync(
        ChangeRequest change, BasicContractId id, CustomerId customer, SaleStartBody body, string version, CancellationToken cancellationToken)
    {
        var former = await requests.ReadAsync(change.Caller, customer, id, Today, cancellationToken);
        ContractRequests.MatchIfAsked(change, former);
        var today = TokyoTime.DateOf(change.Now);
        var started = body.SaleStart is { } date ? BasicContractRules.Schedule(former.Value, date) : BasicContractRules.StartNow(former.Value, today);
        if (started is null)
        {
            throw new ProblemException(ContractProblems.StatusFixed);
        }

        if (started.Status == BasicContractStatus.Scheduled)
        {
            FieldProblem.ThrowIfAny(BasicContractRules.ValidateSchedule(started.SaleStart!.Value, today));
            await sales.NoteAsync(started, cancellationToken);
        }

        return new Change(
            [DocumentWrite.Replace(former, started)],
            [new AuditNote(former.Row, "started", BasicContractView.Changes(former.Value, started, today))],
            ChangeAnswer.Changed(id.Value, version));
    }

    // Products that were offered before stay offered, whatever became of them.
    private async Task<IReadOnlyList<ChangeWarning>> CheckProductsAsync(BasicContract contract, IReadOnlyList<ProductId> before, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        List<ChangeWarning> warnings = [];
        foreach (var chunk in contract.Products.Index().ExceptBy(before, product => product.Item).Chunk(ReadAtOnce))
        {
            foreach (var (index, product) in await Task.WhenAll(chunk.Select(async entry => (entry.Index, await catalogue.FindAsync(entry.Item, cancellationToken)))))
            {
                if (product is null)
                {
                    errors.Add(string.Create(CultureInfo.InvariantCulture, $"productIds[{index}]"), "unknown", "商品がありません。", "There is no such product.");
                }
                else if (!product.Value.CanBeSold && warnings.Count == 0)
                {
                    warnings.Add(new ChangeWarning(
                        "product_not_published", "公開中ではない商品があります。公開するまで注文できません。", "A product is not published: it cannot be ordered until it is."));
                }
            }
        }

        FieldProblem.ThrowIfAny(errors);
        return warnings;
    }

    private async Task<OfferView?> OfferAsync(ProductId id, CancellationToken cancellationToken) =>
        await catalogue.FindAsync(id, cancellationToken) is { Value: { CanBeSold: true } product }
            ? OfferView.Of(product, await catalogue.AttributesOfAsync(product, cancellationToken))
            : null;
}
