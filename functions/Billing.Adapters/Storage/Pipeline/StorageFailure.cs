using System.Text.Json;
using System.Xml;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Pipeline;

/// <summary>
/// Makes the typed error of an answer: status and the service's code, and which call it was. The answer's text stays out of it:
/// it can repeat what was sent.
/// </summary>
internal static class StorageFailure
{
    // An error document is a few hundred bytes; anything longer is not read.
    private const int MaxErrorDocument = 64 * 1024;

    public static RequestFailedException Of(Request request, Response response)
    {
        var code = Code(response);
        return new RequestFailedException(
            response.Status,
            $"The storage service answered {response.Status} {code ?? response.ReasonPhrase} to {request.Method} {request.Uri.Host}.",
            code,
            innerException: null);
    }

    /// <summary>The service's code, from the header or from the error document.</summary>
    public static string? Code(Response response)
    {
        if (response.Headers.TryGetValue("x-ms-error-code", out var code))
        {
            return code;
        }

        if (response.ContentStream is not { CanSeek: true, Length: > 0 and <= MaxErrorDocument })
        {
            return null;
        }

        var text = response.Content.ToString().TrimStart('\uFEFF', ' ', '\r', '\n');
        return text.StartsWith('{') ? JsonError(text).Code : text.StartsWith('<') ? XmlCode(text) : null;
    }

    /// <summary>Code and message text of an OData error document.</summary>
    public static (string? Code, string? Message) JsonError(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("odata.error", out var error) || error.ValueKind != JsonValueKind.Object)
            {
                return (null, null);
            }

            var message = error.TryGetProperty("message", out var part) && part.ValueKind == JsonValueKind.Object ? Text(part, "value") : null;
            return (Text(error, "code"), message);
        }
        catch (JsonException)
        {
            return (null, null); // a proxy's page, not the service's document: the status has to do
        }
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? XmlCode(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            return reader.ReadToFollowing("Code") ? reader.ReadElementContentAsString() : null;
        }
        catch (XmlException)
        {
            return null; // as above
        }
    }
}
