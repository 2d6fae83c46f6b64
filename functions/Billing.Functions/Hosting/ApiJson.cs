using System.Text.Json.Serialization;
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
[JsonSerializable(typeof(AcceptedView))]
[JsonSerializable(typeof(TransactionView))]
[JsonSerializable(typeof(PageView<TransactionView>))]
[JsonSerializable(typeof(PageView<TimelineView>))]
[JsonSerializable(typeof(PageView<DeadLetterView>))]
[JsonSerializable(typeof(HealthView))]
internal sealed partial class ApiJson : JsonSerializerContext;
