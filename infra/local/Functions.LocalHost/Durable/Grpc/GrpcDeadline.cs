using System.Globalization;

namespace Functions.LocalHost.Durable.Grpc;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class GrpcDeadline
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(24);

    /// <summary>How long the call may take; null when the header is missing or is not one.</summary>
    public static TimeSpan? Parse(string? header)
    {
        if (header is not { Length: >= 2 and <= 9 } || !long.TryParse(header[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return null;
        }

        TimeSpan? unit = header[^1] switch
        {
            'H' => TimeSpan.FromHours(1),
            'M' => TimeSpan.FromMinutes(1),
            'S' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMilliseconds(1),
            'u' => TimeSpan.FromMicroseconds(1),
            'n' => TimeSpan.FromTicks(1) / 100,
            _ => null,
        };
        return unit is not { } one ? null : one > Longest / Math.Max(number, 1) ? Longest : one * number;
    }
}
