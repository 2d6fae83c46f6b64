using Billing.Adapters.Storage.Catalogue;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Suppliers;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Suppliers;

/// <summary>仕入先: made and edited by the partner (B45).</summary>
internal sealed class SuppliersApi(ApiRequests api, SupplierStore store)
{
    [Function("ListSuppliers")]
    public Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "suppliers")] HttpRequest request, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            () => Lists.PageAsync(request, page => store.ListAsync(page.Cursor, page.Size, cancellationToken), SupplierView.Of, SuppliersJson.Readable.PageViewSupplierView),
            cancellationToken);

    [Function("GetSupplier")]
    public Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "suppliers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.PartnerReadAsync(
            request,
            async () =>
            {
                var supplier = await FindAsync(store, id, cancellationToken);
                return new DocumentAnswer<SupplierView>(supplier, SupplierView.Of(supplier.Value), SuppliersJson.Readable.SupplierView);
            },
            cancellationToken);

    [Function("CreateSupplier")]
    public Task<IResult> CreateAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "suppliers")] HttpRequest request, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, SuppliersJson.Default.SupplierBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, SupplierStore.Partition, version => CreateAsync(body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    [Function("EditSupplier")]
    public Task<IResult> EditAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "suppliers/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        api.ChangeAsync(
            request, SuppliersJson.Default.SupplierBody,
            (change, body) =>
            {
                change.RequirePartner();
                return change.CommitAsync(store.Table, SupplierStore.Partition, version => EditAsync(change, id, body, version, cancellationToken), cancellationToken);
            },
            cancellationToken);

    /// <exception cref="ProblemException">There is none.</exception>
    internal static async Task<StoredDocument<Supplier>> FindAsync(SupplierStore store, string id, CancellationToken cancellationToken) =>
        SupplierId.TryParse(id, out var supplier) && await store.FindAsync(supplier, cancellationToken) is { } found
            ? found
            : throw new ProblemException(Problem.NotFound("supplier_unknown", "There is no such supplier.", "仕入先がありません。"));

    private async Task<Change> CreateAsync(SupplierBody body, string version, CancellationToken cancellationToken)
    {
        if (!SupplierId.TryParse(body.Id ?? version, out var id))
        {
            throw FieldProblem.Of("id", "id_invalid", "IDは英数字・ハイフン・下線の40文字以内です。", "An id has 1 to 40 letters, digits, '-' and '_'.");
        }

        var supplier = body.ToSupplier(id);
        FieldProblem.ThrowIfAny(supplier.Validate());
        if (await store.FindAsync(id, cancellationToken) is not null)
        {
            throw new ProblemException(Problem.Conflict("supplier_exists", "There is a supplier of this id.", "このIDの仕入先はすでにあります。"));
        }

        return new Change(
            [DocumentWrite.Insert(SupplierStore.Row(id), supplier)],
            [new AuditNote(SupplierStore.Row(id), "created", FieldChanges.All(SupplierView.Of(supplier), SuppliersJson.Readable.SupplierView))],
            ChangeAnswer.Created($"/api/suppliers/{id}", id.Value, version));
    }

    private async Task<Change> EditAsync(ChangeRequest change, string id, SupplierBody body, string version, CancellationToken cancellationToken)
    {
        var former = await FindAsync(store, id, cancellationToken);
        change.RequireMatch(former);
        if (body.Id is not null && body.Id != id)
        {
            throw FieldProblem.Of("id", "immutable", "IDは変更できません。", "An id cannot be changed.");
        }

        var supplier = body.ToSupplier(former.Value.Id);
        FieldProblem.ThrowIfAny(supplier.Validate());
        return new Change(
            [DocumentWrite.Replace(former, supplier)],
            [new AuditNote(former.Row, "edited", SupplierView.Changes(former.Value, supplier))],
            ChangeAnswer.Changed(id, version));
    }
}
