using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.Hosting;

namespace Billing.Functions.Suppliers;

/// <summary>The JSON of suppliers: as <see cref="ApiJson"/>, and a field that is not known is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(SupplierBody))]
[JsonSerializable(typeof(SupplierInvoicesBody))]
[JsonSerializable(typeof(SupplierView))]
[JsonSerializable(typeof(PageView<SupplierView>))]
[JsonSerializable(typeof(PageView<SupplierInvoiceView>))]
[JsonSerializable(typeof(ImportView))]
internal sealed partial class SuppliersJson : JsonSerializerContext
{
    /// <summary>With Japanese as it is.</summary>
    public static SuppliersJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly SuppliersJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
