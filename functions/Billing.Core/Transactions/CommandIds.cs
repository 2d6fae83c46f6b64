using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Billing.Core.Transactions;

/// <summary>
/// Ids of command rows: the form of a ULID, so that commands are drained in the order in which they came; its second half is made of
/// what asked for the command, so that the same cause is recognised as the same command.
/// </summary>
public static class CommandIds
{
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int TimeLetters = 10;
    private const int CauseLetters = 16;

    /// <param name="at">When the command was found.</param>
    /// <param name="cause">What asked for it, for example record, revision and trigger.</param>
    public static string For(DateTimeOffset at, string cause)
    {
        ArgumentException.ThrowIfNullOrEmpty(cause);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(cause));
        return Letters(at.ToUnixTimeMilliseconds(), TimeLetters) + Letters(new BigInteger(hash.AsSpan(0, 10), isUnsigned: true, isBigEndian: true), CauseLetters);
    }

    public static string CauseOf(string app, string recordId, long revision, string trigger) =>
        string.Create(CultureInfo.InvariantCulture, $"{app}\n{recordId}\n{revision}\n{trigger}");

    /// <summary>Whether two ids stand for the same cause.</summary>
    public static bool HaveSameCause(string one, string other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return one.Length == other.Length && one.AsSpan(Math.Min(TimeLetters, one.Length)).SequenceEqual(other.AsSpan(Math.Min(TimeLetters, other.Length)));
    }

    private static string Letters(BigInteger value, int count)
    {
        var letters = new char[count];
        for (var at = count - 1; at >= 0; at--)
        {
            letters[at] = Alphabet[(int)(value % 32)];
            value /= 32;
        }

        return new string(letters);
    }
}
