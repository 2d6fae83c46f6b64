using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Functions.LocalHost.Storage;

/// <summary>The answer to one row of a transaction.</summary>
internal sealed partial record TableBatchAnswer(HttpStatusCode Status, string ETag, string Code, int? FailedIndex)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public static TableBatchAnswer Parse(string part)
    {
        var index = Index().Match(part);
        return new TableBatchAnswer(
            (HttpStatusCode)int.Parse(part.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture),
            Tag().Match(part).Groups[1].Value,
            ErrorCode().Match(part) is { Success: true } code ? code.Groups[1].Value : "Unknown",
            index.Success ? int.Parse(index.Groups[1].Value, CultureInfo.InvariantCulture) : null);
    }

    [GeneratedRegex(@"^etag:\s*(\S+)", RegexOptions.IgnoreCase | RegexOptions.Multiline)]
    private static partial Regex Tag();

    [GeneratedRegex(@"""code""\s*:\s*""(\w+)""")]
    private static partial Regex ErrorCode();

    // The service puts the row's number in front of the message.
    [GeneratedRegex(@"""value""\s*:\s*""(\d{1,2}):")]
    private static partial Regex Index();
}
