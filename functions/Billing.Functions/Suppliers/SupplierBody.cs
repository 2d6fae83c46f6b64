using Billing.Core.Suppliers;
using Billing.Functions.Hosting;

namespace Billing.Functions.Suppliers;

/// <summary>A supplier as it is sent.</summary>
internal sealed record SupplierBody
{
    /// <summary>When it is made: the company's own id, or left out for a new one. Not part of an edit.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    public string? RegistrationNumber { get; init; }

    public string? Notes { get; init; }

    public Supplier ToSupplier(SupplierId id) => new() { Id = id, Name = Name?.Trim() ?? "", RegistrationNumber = RegistrationNumber, Notes = Notes };
}

/// <summary>A supplier as it is shown.</summary>
internal sealed record SupplierView(string Id, string Name, string? RegistrationNumber, string? Notes)
{
    public static SupplierView Of(Supplier supplier) => new(supplier.Id.Value, supplier.Name, supplier.RegistrationNumber, supplier.Notes);

    /// <summary>The names of the fields in which the two differ, for the audit entry.</summary>
    public static IReadOnlyList<string> Changes(Supplier before, Supplier after) => FieldChanges.Of(Of(before), Of(after), SuppliersJson.Readable.SupplierView);
}
