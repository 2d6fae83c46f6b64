using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.Hosting;

namespace Billing.Functions.Customers;

/// <summary>The JSON of customers: as <see cref="ApiJson"/>, and a field that is not known is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(CustomerBody))]
[JsonSerializable(typeof(CustomerView))]
[JsonSerializable(typeof(PageView<CustomerSummaryView>))]
[JsonSerializable(typeof(AccountBody))]
[JsonSerializable(typeof(AccountView))]
[JsonSerializable(typeof(AccountsView))]
[JsonSerializable(typeof(DeletionView))]
internal sealed partial class CustomersJson : JsonSerializerContext
{
    /// <summary>With Japanese as it is.</summary>
    public static CustomersJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly CustomersJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
