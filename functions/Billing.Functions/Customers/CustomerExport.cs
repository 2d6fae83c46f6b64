using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Billing.Adapters.Storage.Customers;
using Billing.Core.Customers;

namespace Billing.Functions.Customers;

/// <summary>
/// Everything that is held of a customer, as one JSON document: the customer, its accounts, who changed what about it, and every document of
/// contract billing as it is stored. Written as it is read, so that a long history takes no memory.
/// </summary>
internal sealed class CustomerExport(CustomerStore store, Customer customer) : IResult
{
    private const int FlushAt = 64 * 1024;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), Indented = true };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var cancellationToken = httpContext.RequestAborted;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        httpContext.Response.Headers.ContentDisposition = $"attachment; filename=\"customer-{customer.Id}.json\"";
        await using var writer = new Utf8JsonWriter(httpContext.Response.BodyWriter, Options);
        writer.WriteStartObject();
        writer.WritePropertyName("customer");
        JsonSerializer.Serialize(writer, CustomerView.Of(customer), CustomersJson.Readable.CustomerView);
        await WriteAccountsAsync(writer, cancellationToken);
        await WriteHistoryAsync(writer, cancellationToken);
        await WriteDocumentsAsync(writer, httpContext, cancellationToken);
        writer.WriteEndObject();
    }

    private async Task WriteAccountsAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        writer.WriteStartArray("accounts");
        foreach (var account in await store.AccountsOfAsync(customer.Id, cancellationToken))
        {
            JsonSerializer.Serialize(writer, AccountView.Of(account.Value), CustomersJson.Readable.AccountView);
        }

        writer.WriteEndArray();
    }

    private async Task WriteHistoryAsync(Utf8JsonWriter writer, CancellationToken cancellationToken)
    {
        writer.WriteStartArray("history");
        foreach (var entry in await store.HistoryAsync(customer.Id, cancellationToken))
        {
            writer.WriteStartObject();
            writer.WriteString("action", entry.Action);
            writer.WriteStartArray("fields");
            foreach (var field in entry.Fields)
            {
                writer.WriteStringValue(field);
            }

            writer.WriteEndArray();
            writer.WriteString("who", Anonymous(entry.Who));
            writer.WriteString("at", entry.At);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private async Task WriteDocumentsAsync(Utf8JsonWriter writer, HttpContext context, CancellationToken cancellationToken)
    {
        writer.WriteStartArray("documents");
        await foreach (var (row, json) in store.BillingDocumentsAsync(customer.Id, cancellationToken))
        {
            writer.WriteStartObject();
            writer.WriteString("row", row);
            writer.WritePropertyName("document");
            writer.WriteRawValue(json);
            writer.WriteEndObject();
            if (writer.BytesPending > FlushAt)
            {
                await writer.FlushAsync(cancellationToken);
                await context.Response.BodyWriter.FlushAsync(cancellationToken);
            }
        }

        writer.WriteEndArray();
    }

    // The addresses of the partner's people are not the customer's data.
    private static string Anonymous(string who) => who.StartsWith("partner:", StringComparison.Ordinal) ? "partner" : who;
}
