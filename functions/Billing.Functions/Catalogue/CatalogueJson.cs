using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.Hosting;

namespace Billing.Functions.Catalogue;

/// <summary>The JSON of products and attributes: as <see cref="ApiJson"/>, and a field that is not known is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(ProductBody))]
[JsonSerializable(typeof(AttributeBody))]
[JsonSerializable(typeof(LinksBody))]
[JsonSerializable(typeof(ProductView))]
[JsonSerializable(typeof(AttributeView))]
[JsonSerializable(typeof(PageView<ProductView>))]
[JsonSerializable(typeof(PageView<AttributeView>))]
internal sealed partial class CatalogueJson : JsonSerializerContext
{
    /// <summary>With Japanese as it is.</summary>
    public static CatalogueJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly CatalogueJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
