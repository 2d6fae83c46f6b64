using System.Globalization;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>What must hold for a call to be carried out.</summary>
internal sealed class BlobRequestConditions : RequestConditions
{
    /// <summary>The lease that the caller holds; needed to change a leased blob.</summary>
    public string? LeaseId { get; set; }

    /// <summary>Only where there is none yet.</summary>
    public static BlobRequestConditions Absent => new() { IfNoneMatch = ETag.All };

    internal static void Apply(Request request, BlobRequestConditions? conditions)
    {
        if (conditions is null)
        {
            return;
        }

        Add(request, "If-Match", conditions.IfMatch?.ToString("H"));
        Add(request, "If-None-Match", conditions.IfNoneMatch?.ToString("H"));
        Add(request, "If-Modified-Since", conditions.IfModifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        Add(request, "If-Unmodified-Since", conditions.IfUnmodifiedSince?.ToString("R", CultureInfo.InvariantCulture));
        Add(request, "x-ms-lease-id", conditions.LeaseId);
    }

    private static void Add(Request request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.SetValue(name, value);
        }
    }
}
