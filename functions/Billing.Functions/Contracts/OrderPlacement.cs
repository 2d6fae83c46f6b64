using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Contracts;
using Billing.Adapters.Storage.Customers;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Attributes;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Validation;
using Billing.Functions.Customers;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>
/// 注文 (B21 to B24, B41): decides what a request to order writes: the order 注文処理中, and the contracts that it makes or holds. One write, guarded by
/// the version of the contract, so that of two orders of one contract at once only one is placed.
/// </summary>
internal sealed class OrderPlacement(
    ContractRequests requests, ContractOwners owners, OpenOrders open, CatalogueStore catalogue, CustomerStore customers)
{
    /// <summary>B21: 新規注文.</summary>
    public async Task<Change> NewAsync(
        ChangeRequest change, OrderId id, CustomerId customer, BasicContractId basic, OrderBody body, string version, CancellationToken cancellationToken)
    {
        var today = TokyoTime.DateOf(change.Now);
        var contract = (await requests.ReadAsync(change.Caller, customer, basic, today, cancellationToken)).Value;
        ContractProblems.ThrowIf(OrderRules.CheckNew(contract, today));
        var asked = await LinesAsync(contract, body.Lines!, cancellationToken);
        FieldProblem.ThrowIfAny(OrderRules.ValidateLines(contract, asked));
        OrderLine[] lines = [.. asked.Select((line, index) => line.ToLine(ContractRows.IdOf(id, index)))];
        var order = await OrderAsync(change, id, customer, basic, body, lines, OrderTotal.Of(OrderKind.New, lines, line => line.Terms.MonthlyFee), cancellationToken);
        await catalogue.NoteAnsweredAsync(lines.SelectMany(line => line.Attributes.Keys).Distinct(StringComparer.Ordinal).Select(AttributeId.Parse), cancellationToken);
        return await PlaceAsync(order, [.. lines.Select(line => ContractRows.Insert(OrderRules.Begin(order, line)))], version, cancellationToken);
    }

    /// <summary>B22: 追加. B23: 数量減. B24: 解約.</summary>
    public async Task<Change> ChangeAsync(
        ChangeRequest change, OrderId id, CustomerId customer, ContractId contract, OrderBody body, string version, CancellationToken cancellationToken)
    {
        var former = await requests.ReadAsync(customer, contract, cancellationToken);
        var (today, kind, quantity) = (TokyoTime.DateOf(change.Now), body.Kind!.Value, body.Quantity ?? 0);
        FieldProblem.ThrowIfAny(OrderRules.ValidateQuantity(former.Value, kind, quantity));
        ContractProblems.ThrowIf(OrderRules.CheckChange(former.Value, kind, quantity, today));
        var line = OrderRules.LineOf(former.Value, kind, quantity);
        var totals = OrderRules.TotalsOf(former.Value, kind, line, today, change.Now);
        var order = await OrderAsync(change, id, customer, former.Value.BasicContract, body, [line], totals, cancellationToken);
        return await PlaceAsync(order, [ContractRows.Replace(former, former.Value with { OpenOrder = id })], version, cancellationToken);
    }

    private async Task<Order> OrderAsync(
        ChangeRequest change,
        OrderId id,
        CustomerId customer,
        BasicContractId basic,
        OrderBody body,
        IReadOnlyList<OrderLine> lines,
        IReadOnlyList<OrderTotal> totals,
        CancellationToken cancellationToken)
    {
        if (await customers.FindAsync(customer, cancellationToken) is not { Value.Status: CustomerStatus.Active } found)
        {
            throw new ProblemException(CustomerProblems.Deleted);
        }

        var today = TokyoTime.DateOf(change.Now);
        var order = new Order
        {
            Id = id,
            Customer = customer,
            Kind = body.Kind!.Value,
            BasicContract = basic,
            Lines = lines,
            Source = body.Source ?? OrderSource.Web,
            PaymentMethod = body.PaymentMethod ?? found.Value.Payment.Method,
            Totals = totals,
            OrderedOn = body.OrderedOn ?? today,
            PlacedAt = change.Now,
            PlacedBy = change.Caller.Who,
            Notes = body.Notes,
        };
        FieldProblem.ThrowIfAny(OrderRules.ValidateHead(order, today));
        return order;
    }

    // Both notes come before the order: without it they lead to nothing, and the order is never without them.
    private async Task<Change> PlaceAsync(Order order, IReadOnlyList<DocumentWrite> contracts, string version, CancellationToken cancellationToken)
    {
        await owners.NoteAsync(order.Id, order.Customer, cancellationToken);
        await open.NoteAsync(order, cancellationToken);
        return new Change(
            [ContractRows.Insert(order), .. contracts],
            [new AuditNote(ContractRows.Row(order.Id), "placed", FieldChanges.All(OrderView.Of(order, true), ContractsJson.Readable.OrderView))],
            ChangeAnswer.Created($"/api/orders/{order.Id}", order.Id.Value, version));
    }

    /// <summary>The lines with their products; of a product that is not offered nothing is read.</summary>
    private async Task<IReadOnlyList<NewOrderLine>> LinesAsync(BasicContract contract, IReadOnlyList<OrderLineBody> lines, CancellationToken cancellationToken)
    {
        if (lines.Count is 0 or > OrderRules.MostLines || lines.Any(line => line is null))
        {
            var errors = new FieldErrors();
            errors.Range("lines", lines.Contains(null!) ? 0 : lines.Count, 1, OrderRules.MostLines);
            FieldProblem.ThrowIfAny(errors);
        }

        var offered = lines.Select(line => ProductId.TryParse(line.ProductId, out var id) && contract.Products.Contains(id) ? id : (ProductId?)null).ToList();
        var found = new Dictionary<ProductId, (Product? Product, IReadOnlyList<AttributeDefinition> Asked)>();
        foreach (var (id, product, asked) in await Task.WhenAll(offered.OfType<ProductId>().Distinct().Select(id => ReadAsync(id, cancellationToken))))
        {
            found.Add(id, (product, asked));
        }

        return
        [
            .. lines.Zip(offered, (line, id) =>
            {
                var (product, asked) = id is { } known ? found[known] : (null, []);
                return new NewOrderLine(product, asked, line.Quantity ?? 0, line.ContractName, line.Attributes ?? new Dictionary<string, string?>());
            }),
        ];
    }

    private async Task<(ProductId Id, Product? Product, IReadOnlyList<AttributeDefinition> Asked)> ReadAsync(ProductId id, CancellationToken cancellationToken)
    {
        var product = (await catalogue.FindAsync(id, cancellationToken))?.Value;
        return (id, product, product is null ? [] : await catalogue.AttributesOfAsync(product, cancellationToken));
    }
}
