using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.Hosting;

namespace Billing.Functions.Contracts;

/// <summary>The JSON of basic contracts, orders and contracts: as <see cref="ApiJson"/>, and a field that is not known is refused.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(BasicContractBody))]
[JsonSerializable(typeof(SaleStartBody))]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(CompletionBody))]
[JsonSerializable(typeof(WithdrawalBody))]
[JsonSerializable(typeof(ProgressBody))]
[JsonSerializable(typeof(ContractBody))]
[JsonSerializable(typeof(RevisionBody))]
[JsonSerializable(typeof(RepairBody))]
[JsonSerializable(typeof(BasicContractView))]
[JsonSerializable(typeof(OffersView))]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(ContractView))]
[JsonSerializable(typeof(PageView<BasicContractView>))]
[JsonSerializable(typeof(PageView<OrderView>))]
[JsonSerializable(typeof(PageView<ContractView>))]
internal sealed partial class ContractsJson : JsonSerializerContext
{
    /// <summary>With Japanese as it is.</summary>
    public static ContractsJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly ContractsJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
