using Billing.Adapters.Csv;
using Microsoft.Net.Http.Headers;

namespace Billing.Functions.Hosting;

/// <summary>A CSV that is written while it is read (B40, B46): memory is bounded, whatever its length.</summary>
/// <param name="name">The file's name, without extension.</param>
/// <param name="write">Writes header and rows.</param>
internal sealed class CsvAnswer(string name, CsvEncoding encoding, Func<CsvWriter, CancellationToken, Task> write) : IResult
{
    /// <summary>Told how many characters were replaced, when any were.</summary>
    public Action<int>? OnReplaced { get; init; }

    /// <exception cref="ProblemException">Another encoding is asked for.</exception>
    public static CsvEncoding EncodingOf(HttpRequest request) => PageRequest.Text(request, "encoding")?.ToUpperInvariant() switch
    {
        null or "UTF-8" => CsvEncoding.Utf8,
        "SHIFT_JIS" => CsvEncoding.ShiftJis,
        _ => throw FieldProblem.Of("encoding", "not_a_choice", "encodingはutf-8かshift_jisです。", "The encoding is utf-8 or shift_jis."),
    };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var response = httpContext.Response;
        response.ContentType = encoding == CsvEncoding.Utf8 ? "text/csv; charset=utf-8" : "text/csv; charset=shift_jis";
        response.Headers.ContentDisposition = new ContentDispositionHeaderValue("attachment") { FileName = $"{name}.csv" }.ToString();
        var csv = new CsvWriter(response.Body, encoding);
        await write(csv, httpContext.RequestAborted);
        await csv.FlushAsync(httpContext.RequestAborted);
        if (csv.Replaced > 0)
        {
            OnReplaced?.Invoke(csv.Replaced);
        }
    }
}
