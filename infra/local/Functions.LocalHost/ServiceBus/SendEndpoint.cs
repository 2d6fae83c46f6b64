using System.Buffers;
using System.Globalization;
using System.Text.Json;

using Functions.LocalHost.Http;

namespace Functions.LocalHost.ServiceBus;

/// <summary>
/// The REST send call: <c>POST /{queue}/messages</c> with BrokerProperties and a shared access signature, one message or the service's batch form;
/// 201 when everything is kept. Errors as
/// the service words them: 400, 401, 404, 413, 403 when the queue is full.
/// </summary>
internal sealed class SendEndpoint(IReadOnlyDictionary<string, MessageQueue> queues, SharedAccessSignature signature, TimeProvider time)
{
    /// <summary>The standard tier's limit of a message, body and headers.</summary>
    public const int MaxMessageBytes = 256 * 1024;

    /// <summary>The type of a body that holds several messages.</summary>
    public const string BatchType = "application/vnd.microsoft.servicebus.json";

    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(14);

    private static readonly HashSet<string> OwnHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "Host", "Authorization", "Content-Type", "Content-Length", "Transfer-Encoding", "BrokerProperties", "Connection", "User-Agent", "Accept",
        "Accept-Encoding", "Expect", "traceparent", "tracestate", "Request-Id", "x-ms-client-request-id", "x-ms-return-client-request-id", "x-ms-date",
    };

    public async Task HandleAsync(HttpContext http)
    {
        if (!Uri.TryCreate($"{http.Request.Scheme}://{http.Request.Host}{http.Request.Path}", UriKind.Absolute, out var resource))
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "The address of the request is not a URL: look at its Host header.");
            return;
        }

        if (signature.Check(http.Request.Headers.Authorization, resource, time.GetUtcNow()) is { } fault)
        {
            await RefuseAsync(http, StatusCodes.Status401Unauthorized, fault);
            return;
        }

        if (http.Request.Method != HttpMethods.Post || Queue(http.Request.Path) is not { } queue)
        {
            await RefuseAsync(http, StatusCodes.Status404NotFound, "The messaging entity could not be found. Expected: POST /{queue}/messages.");
            return;
        }

        await SendAsync(http, queue);
    }

    private async Task SendAsync(HttpContext http, MessageQueue queue)
    {
        try
        {
            if (await BoundedBody.ReadAsync(http.Request, MaxMessageBytes) is not { } body)
            {
                await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, $"The message is larger than {MaxMessageBytes} bytes.");
                return;
            }

            if (http.Request.ContentType?.StartsWith(BatchType, StringComparison.OrdinalIgnoreCase) == true)
            {
                // In one go, so that they share a commit; a repeat after a failure between two commits is told by its ids.
                await Task.WhenAll(BatchBody.Parse(body).Select(each => queue.SendAsync(Message(each.Broker, each.Broker.ContentType, each.Body, each.Properties))));
            }
            else
            {
                var broker = BrokerProperties.Parse(http.Request.Headers["BrokerProperties"]);
                await queue.SendAsync(Message(broker, http.Request.ContentType, body, ApplicationProperties(http.Request.Headers)));
            }

            http.Response.StatusCode = StatusCodes.Status201Created;
        }
        catch (FormatException malformed)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, malformed.Message);
        }
        catch (QueueFullException full)
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, full.Message);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "The host stops; whether the message was kept is unknown.");
        }
    }

    private MessageQueue? Queue(PathString path)
    {
        const string Suffix = "/messages";
        var text = path.Value ?? "";
        return text.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && queues.TryGetValue(text[..^Suffix.Length].Trim('/'), out var queue) ? queue : null;
    }

    private BusMessage Message(BrokerProperties broker, string? contentType, ReadOnlyMemory<byte> body, string properties)
    {
        var now = time.GetUtcNow();
        var life = broker.TimeToLive is { } asked && asked < LongestLife ? asked : LongestLife;
        var visible = broker.ScheduledFor is { } scheduled && scheduled > now ? scheduled : now;
        return new BusMessage
        {
            MessageId = broker.MessageId ?? Guid.CreateVersion7(now).ToString("N"),
            Body = body,
            ContentType = contentType,
            Subject = broker.Label,
            CorrelationId = broker.CorrelationId,
            To = broker.To,
            ReplyTo = broker.ReplyTo,
            PartitionKey = broker.PartitionKey,
            ApplicationProperties = properties,
            EnqueuedAt = now,
            ScheduledFor = visible > now ? visible : null,
            ExpiresAt = life < DateTimeOffset.MaxValue - visible ? visible + life : DateTimeOffset.MaxValue,
        };
    }

    private static string ApplicationProperties(IHeaderDictionary headers)
    {
        if (headers.Keys.All(OwnHeaders.Contains))
        {
            return "{}";
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            foreach (var (name, value) in headers.Where(header => !OwnHeaders.Contains(header.Key)))
            {
                json.WritePropertyName(name);
                WriteValue(json, value.ToString());
            }

            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    // A text stands in quotes; numbers and booleans do not.
    private static void WriteValue(Utf8JsonWriter json, string value)
    {
        if (value is ['"', .., '"'])
        {
            json.WriteStringValue(value[1..^1]);
        }
        else if (value is "true" or "false")
        {
            json.WriteBooleanValue(value == "true");
        }
        else if (long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            json.WriteNumberValue(number);
        }
        else
        {
            json.WriteStringValue(value);
        }
    }

    private static Task RefuseAsync(HttpContext http, int status, string detail)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml; charset=utf-8";
        return http.Response.WriteAsync($"<Error><Code>{status}</Code><Detail>{System.Security.SecurityElement.Escape(detail)}</Detail></Error>");
    }
}
