using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>GUIDs that come out the same in every replay: version 5 of instance, time and counter, as the official SDK makes them (durable-protocol §8.13).</summary>
internal static class NameBasedGuid
{
    private static readonly Guid Namespace = Guid.Parse("9e952958-5e33-4daf-827f-2fa12937b875");

    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 defines version 5 by SHA-1; nothing is protected by it.")]
    public static Guid Create(string instanceId, DateTime currentUtc, int counter)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{instanceId}_{currentUtc:o}_{counter}");
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)]);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }
}
