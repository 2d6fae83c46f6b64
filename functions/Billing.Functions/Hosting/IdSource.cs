using System.Security.Cryptography;
using Billing.Core.Ids;

namespace Billing.Functions.Hosting;

/// <summary>New sortable ids for starts of orchestrations. Rising, so that an older start never takes over from a newer one.</summary>
internal sealed class IdSource(TimeProvider time)
{
    /// <param name="after">The new id is greater than this one, whatever this machine's clock says.</param>
    public string Next(string? after)
    {
        Span<byte> seed = stackalloc byte[Ulid.SeedSize];
        RandomNumberGenerator.Fill(seed);
        var fresh = Ulid.Create(time.GetUtcNow(), seed);
        return Ulid.TryParse(after, out var last) && fresh <= last ? last.Next().ToString() : fresh.ToString();
    }
}
