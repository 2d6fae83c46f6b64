using System.Globalization;
using System.Security.Cryptography;

using Azure;
using Azure.Core;

namespace Billing.Adapters.Storage.Blobs;

/// <summary>A lease on one blob: while it is held, only who names its id changes or deletes the blob.</summary>
internal sealed class BlobLeaseClient
{
    /// <summary>A lease without end.</summary>
    public static readonly TimeSpan InfiniteLeaseDuration = Timeout.InfiniteTimeSpan;

    private readonly BlobRest _rest;
    private readonly string _path;

    internal BlobLeaseClient(BlobRest rest, string path, string? leaseId) =>
        (_rest, _path, LeaseId) = (rest, path, leaseId ?? new Guid(RandomNumberGenerator.GetBytes(16)).ToString("D"));

    public string LeaseId { get; }

    /// <param name="duration">15 to 60 s, or <see cref="InfiniteLeaseDuration"/>.</param>
    /// <exception cref="RequestFailedException"><c>LeaseAlreadyPresent</c>: somebody else holds one.</exception>
    public Task<Response<BlobLease>> AcquireAsync(TimeSpan duration, CancellationToken cancellationToken = default) =>
        SendAsync("acquire", 201, cancellationToken, ("x-ms-lease-duration", Seconds(duration)), ("x-ms-proposed-lease-id", LeaseId));

    /// <exception cref="RequestFailedException"><c>LeaseIdMismatchWithLeaseOperation</c>: it is not held any more.</exception>
    public Task<Response<BlobLease>> RenewAsync(CancellationToken cancellationToken = default) =>
        SendAsync("renew", 200, cancellationToken, ("x-ms-lease-id", LeaseId));

    public Task<Response<BlobLease>> ReleaseAsync(CancellationToken cancellationToken = default) =>
        SendAsync("release", 200, cancellationToken, ("x-ms-lease-id", LeaseId));

    /// <summary>Ends whoever's lease.</summary>
    /// <param name="breakPeriod">How long it goes on at most, 0 to 60 s; left out: to its end.</param>
    public Task<Response<BlobLease>> BreakAsync(TimeSpan? breakPeriod = null, CancellationToken cancellationToken = default) =>
        breakPeriod is { } period
            ? SendAsync("break", 202, cancellationToken, ("x-ms-lease-break-period", Seconds(period)))
            : SendAsync("break", 202, cancellationToken);

    private async Task<Response<BlobLease>> SendAsync(
        string action, int expected, CancellationToken cancellationToken, params (string Name, string Value)[] headers)
    {
        var message = _rest.Message(RequestMethod.Put, _path);
        message.Request.Uri.AppendQuery("comp", "lease");
        message.Request.Headers.SetValue("x-ms-lease-action", action);
        foreach (var (name, value) in headers)
        {
            message.Request.Headers.SetValue(name, value);
        }

        var response = await _rest.SendAsync(message, cancellationToken, expected);
        return Response.FromValue(new BlobLease(LeaseId, response.Headers.ETag ?? default), response);
    }

    private static string Seconds(TimeSpan duration) =>
        (duration == InfiniteLeaseDuration ? -1 : (long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}
