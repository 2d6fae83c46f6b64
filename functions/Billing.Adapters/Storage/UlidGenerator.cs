using System.Security.Cryptography;

using Billing.Core.Ids;

namespace Billing.Adapters.Storage;

/// <summary>
/// Makes ULIDs that rise within this process, also within one millisecond and when the clock is set back. One for the process.
/// </summary>
public sealed class UlidGenerator(TimeProvider time)
{
    private readonly Lock _lock = new();
    private Ulid? _last;

    public Ulid Next()
    {
        Span<byte> seed = stackalloc byte[Ulid.SeedSize];
        RandomNumberGenerator.Fill(seed);
        seed[0] &= 0x7F; // leaves room to count up within the millisecond
        var fresh = Ulid.Create(time.GetUtcNow(), seed);
        lock (_lock)
        {
            var next = _last is { } last && fresh.At <= last.At ? last.Next() : fresh;
            _last = next;
            return next;
        }
    }
}
