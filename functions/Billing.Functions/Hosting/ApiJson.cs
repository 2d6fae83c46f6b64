using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Billing.Functions.DeadLetters;
using Billing.Functions.Health;
using Billing.Functions.Transactions;

namespace Billing.Functions.Hosting;

/// <summary>The JSON of the HTTP surface: camelCase, statuses by name, nothing for null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(FieldProblem))]
[JsonSerializable(typeof(ChangeView))]
[JsonSerializable(typeof(AcceptedView))]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(PageView<TransactionView>))]
[JsonSerializable(typeof(PageView<TimelineView>))]
[JsonSerializable(typeof(PageView<DeadLetterView>))]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary><see cref="Default"/> with Japanese as it is: people read these answers. HTML's letters stay escaped.</summary>
    public static ApiJson Readable => Lazily.Made;

    // In a class of its own, as nothing says in which order the initializers of a partial class run.
    private static class Lazily
    {
        public static readonly ApiJson Made = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) });
    }
}
