using System.Text.Json;
using System.Text.Json.Serialization;

namespace Billing.Functions.Transactions;

/// <summary>
/// What travels on <c>app-events</c>: references, never a document (design §1). The revision is a hint, as the whole webhook is: the record
/// is read again before anything is decided.
/// </summary>
/// <param name="Id">The event's id; the message's id as well, so that a repeat is recognised.</param>
/// <param name="Type">The low-code app's name of the event, or <see cref="Command"/>.</param>
/// <param name="Deferrals">How often it was put off because a service could not be reached; see <see cref="AppEventDeferral"/>.</param>
internal sealed record AppEventMessage(string Id, string App, string Type, string RecordId, long? Revision, int? Deferrals = null)
{
    public const string Queue = "app-events";

    /// <summary>The type of a message that says: a command row was written, see to it.</summary>
    public const string Command = "COMMAND";

    /// <summary>The type of a message that says: a billing run was written down or confirmed, start it. <see cref="RecordId"/> is the run's id.</summary>
    public const string BillingRun = "BILLING_RUN";

    public string ToJson() => JsonSerializer.Serialize(this, AppEventJson.Default.AppEventMessage);

    /// <exception cref="InvalidDataException">The message is not one of ours; it ends as a dead letter.</exception>
    public static AppEventMessage Parse(string text)
    {
        try
        {
            var message = JsonSerializer.Deserialize(text, AppEventJson.Default.AppEventMessage);
            return message is { Id.Length: > 0, App.Length: > 0, Type.Length: > 0, RecordId.Length: > 0 }
                ? message
                : throw new InvalidDataException("A message of app-events lacks id, app, type or recordId.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException("A message of app-events is not the JSON that was expected.", fault);
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AppEventMessage))]
internal sealed partial class AppEventJson : JsonSerializerContext;
