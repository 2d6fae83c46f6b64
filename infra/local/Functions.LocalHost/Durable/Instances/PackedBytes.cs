using System.Globalization;

using Functions.LocalHost.Storage;

namespace Functions.LocalHost.Durable.Instances;

/// <summary>Bytes in binary columns: a column holds at most 64 KiB, a row 1 MiB.</summary>
internal static class PackedBytes
{
    /// <summary>Bytes of one page; in base64 one page has the 64 KiB of a column.</summary>
    public const int PageSize = 48 * 1024;

    /// <summary>The most bytes that go into the columns of one row.</summary>
    public const int MaxInline = 8 * PageSize;

    private const string Column = "Body";

    public static int PageCount(int length) => (length + PageSize - 1) / PageSize;

    /// <summary>Puts the bytes into the columns <c>Body0</c>, <c>Body1</c>, …</summary>
    public static void Set(TableRow row, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, MaxInline);
        for (var page = 0; page < PageCount(bytes.Length); page++)
        {
            row[Name(page)] = Page(bytes, page).ToArray();
        }
    }

    /// <summary>The bytes of the columns, one after the other.</summary>
    public static byte[] Get(TableRow row)
    {
        var pages = new List<byte[]>();
        while (row.Binary(Name(pages.Count)) is { } page)
        {
            pages.Add(page);
        }

        return Join(pages);
    }

    public static ReadOnlySpan<byte> Page(ReadOnlySpan<byte> bytes, int page) =>
        bytes[(page * PageSize)..Math.Min(bytes.Length, (page + 1) * PageSize)];

    public static byte[] Join(IReadOnlyList<byte[]> pages)
    {
        if (pages.Count == 1)
        {
            return pages[0];
        }

        var all = new byte[pages.Sum(page => page.Length)];
        var at = 0;
        foreach (var page in pages)
        {
            page.CopyTo(all, at);
            at += page.Length;
        }

        return all;
    }

    private static string Name(int page) => Column + page.ToString(CultureInfo.InvariantCulture);
}
