using System.Diagnostics.CodeAnalysis;
using System.Text;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Tables;

/// <summary>The answer to one action inside the answer to a transaction.</summary>
internal sealed class TablePartResponse(int status, string reasonPhrase, IReadOnlyDictionary<string, string> headers, string body) : Response
{
    public override int Status { get; } = status;

    public override string ReasonPhrase { get; } = reasonPhrase;

    public string Body { get; } = body;

    public override Stream? ContentStream { get; set; } = new MemoryStream(Encoding.UTF8.GetBytes(body));

    public override string ClientRequestId { get; set; } = "";

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => headers.ContainsKey(name);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers.Select(header => new HttpHeader(header.Key, header.Value));

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => headers.TryGetValue(name, out value);

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = headers.TryGetValue(name, out var value) ? [value] : null;
        return values is not null;
    }
}
