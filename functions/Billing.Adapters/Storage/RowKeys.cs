using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Billing.Adapters.Storage;

/// <summary>Parts of row keys made from ids that others chose.</summary>
internal static partial class RowKeys
{
    /// <summary>The id itself where it is plain (letters, digits, <c>-</c>, <c>_</c>, at most 64), else <c>~</c> and its SHA-256.</summary>
    public static string Safe(string id) =>
        Plain().IsMatch(id) ? id : "~" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();
}
