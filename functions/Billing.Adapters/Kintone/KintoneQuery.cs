using System.Buffers;
using System.Globalization;

namespace Billing.Adapters.Kintone;

/// <summary>
/// Builds queries from values (kintone §3.2). Every literal is quoted and escaped, so that a value cannot become syntax;
/// field codes are quoted by nobody, so only codes without syntax letters are taken.
/// </summary>
internal static class KintoneQuery
{
    /// <summary>The greatest <c>limit</c> that kintone takes (<c>GAIA_QU01</c>).</summary>
    public const int LargestPage = 500;

    private static readonly SearchValues<char> Syntax = SearchValues.Create(" \t\r\n\"'()=<>!,\\");

    public static string In(string field, IEnumerable<string> values) => $"{Field(field)} in ({string.Join(", ", values.Select(Literal))})";

    public static string Compare(string field, string comparison, string value) => comparison is "=" or "!=" or ">" or "<" or ">=" or "<="
        ? $"{Field(field)} {comparison} {Literal(value)}"
        : throw new ArgumentException($"'{comparison}' is no comparison of a query.", nameof(comparison));

    /// <summary>An explicit UTC instant: kintone's own functions depend on the user's time zone.</summary>
    public static string Since(string field, DateTimeOffset instant) =>
        Compare(field, ">=", instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    public static string And(params IEnumerable<string> conditions) => string.Join(" and ", conditions);

    public static string Page(string condition, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, LargestPage);
        return $"{condition} order by $id asc limit {limit.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>A string literal: <c>"</c> and <c>\</c> are escaped with a backslash.</summary>
    public static string Literal(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Field(string code) => !code.AsSpan().ContainsAny(Syntax) && code.Length > 0
        ? code
        : throw new ArgumentException("A field code in a query holds no blanks, quotes, brackets or operators.", nameof(code));
}
