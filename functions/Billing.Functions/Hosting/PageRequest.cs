using System.Globalization;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Hosting;

/// <summary>The paging part of a query: <c>cursor</c> and <c>size</c> (1 to 200, 50 when left out).</summary>
internal readonly record struct PageRequest(string? Cursor, int Size)
{
    private const int DefaultSize = 50;
    private const int LargestSize = 200;
    private const int LongestCursor = 2000;

    public static bool TryRead(HttpRequest request, out PageRequest page, out Problem? problem)
    {
        var cursor = Text(request, "cursor");
        var size = Text(request, "size");
        var count = DefaultSize;
        var isSize = size is null || (int.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count is >= 1 and <= LargestSize);
        problem = !isSize ? Problem.BadRequest("size_invalid", $"'size' must be 1 to {LargestSize}.", $"sizeは1から{LargestSize}にしてください。")
            : cursor?.Length > LongestCursor ? CursorInvalid
            : null;
        page = new PageRequest(cursor, count);
        return problem is null;
    }

    public static Problem CursorInvalid { get; } = Problem.BadRequest(
        InvalidCursorException.Code, "The cursor is not one that this list gave. Start without it.", "cursorが不正です。cursorなしで最初から取得してください。");

    public static string? Text(HttpRequest request, string name) =>
        request.Query.TryGetValue(name, out var values) && values.Count > 0 && !string.IsNullOrEmpty(values[0]) ? values[0] : null;
}
