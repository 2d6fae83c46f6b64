using System.Globalization;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>The blobs of a container, a page of at most 5,000 at a time.</summary>
internal sealed class BlobListing(BlobRest rest, string container, string? prefix, CancellationToken cancellationToken)
    : AsyncPageable<BlobItem>(cancellationToken)
{
    private const int MaxPageSize = 5000;

    public override IAsyncEnumerable<Page<BlobItem>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
        PagesAsync(continuationToken, pageSizeHint, CancellationToken);

    private async IAsyncEnumerable<Page<BlobItem>> PagesAsync(
        string? marker, int? size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        do
        {
            var response = await rest.SendAsync(PageMessage(marker, size), cancellationToken, 200);
            var root = XDocument.Load(response.Content.ToStream()).Root!;
            marker = root.Element("NextMarker")?.Value is { Length: > 0 } next ? next : null;
            yield return Page<BlobItem>.FromValues([.. root.Elements("Blobs").Elements("Blob").Select(Item)], marker, response);
        }
        while (marker is not null);
    }

    private HttpMessage PageMessage(string? marker, int? size)
    {
        var message = rest.Message(RequestMethod.Get, container);
        var uri = message.Request.Uri;
        uri.AppendQuery("restype", "container");
        uri.AppendQuery("comp", "list");
        uri.AppendQuery("include", "metadata");
        if (prefix is not null)
        {
            uri.AppendQuery("prefix", Uri.EscapeDataString(prefix), escapeValue: false);
        }

        if (marker is not null)
        {
            uri.AppendQuery("marker", Uri.EscapeDataString(marker), escapeValue: false);
        }

        if (size is { } most)
        {
            uri.AppendQuery("maxresults", Math.Clamp(most, 1, MaxPageSize).ToString(CultureInfo.InvariantCulture), escapeValue: false);
        }

        return message;
    }

    private static BlobItem Item(XElement blob)
    {
        var properties = blob.Element("Properties");
        return new BlobItem(
            Name(blob.Element("Name")!),
            new BlobItemProperties(
                properties?.Element("Etag")?.Value is { Length: > 0 } version ? new ETag(version) : null,
                (long?)properties?.Element("Content-Length"),
                properties?.Element("Last-Modified")?.Value is { Length: > 0 } at
                    ? DateTimeOffset.ParseExact(at, "R", CultureInfo.InvariantCulture)
                    : null,
                properties?.Element("Content-Type")?.Value),
            blob.Elements("Metadata").Elements().ToDictionary(
                element => element.Name.LocalName, element => element.Value, StringComparer.OrdinalIgnoreCase));
    }

    // Names that XML cannot hold come percent-encoded.
    private static string Name(XElement name) =>
        (bool?)name.Attribute("Encoded") == true ? Uri.UnescapeDataString(name.Value) : name.Value;
}
