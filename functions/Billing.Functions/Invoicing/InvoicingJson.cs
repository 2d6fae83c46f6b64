using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.Hosting;

namespace Billing.Functions.Invoicing;

/// <summary>The JSON of runs and invoices: as <see cref="ApiJson"/>, and a field that is not known is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BillingRunBody))]
[JsonSerializable(typeof(InvoiceBody))]
[JsonSerializable(typeof(CreditBody))]
[JsonSerializable(typeof(BillingRunView))]
[JsonSerializable(typeof(InvoiceView))]
[JsonSerializable(typeof(PageView<InvoiceView>))]
internal sealed partial class InvoicingJson : JsonSerializerContext
{
    /// <summary>With Japanese as it is.</summary>
    public static InvoicingJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly InvoicingJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
