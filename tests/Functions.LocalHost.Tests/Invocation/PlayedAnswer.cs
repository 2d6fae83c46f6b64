using System.Text;
using System.Text.Json;

namespace Functions.LocalHost.Tests.Invocation;

/// <summary>The bytes of a recorded answer.</summary>
internal static class PlayedAnswer
{
    public static byte[] Of(JsonElement entry)
    {
        if (!entry.TryGetProperty("responseStatus", out var status))
        {
            return []; // the connection is closed without an answer, or never made
        }

        var head = $"HTTP/1.1 {status.GetInt32()} {entry.GetProperty("reasonPhrase").GetString()}\r\n"
            + string.Concat(entry.GetProperty("responseHeaders").EnumerateArray().Select(header => $"{header[0].GetString()}: {header[1].GetString()}\r\n"))
            + "\r\n";
        return [.. Encoding.UTF8.GetBytes(head), .. Body(entry)];
    }

    private static byte[] Body(JsonElement entry)
    {
        var body = entry.TryGetProperty("responseBodyBase64", out var base64)
            ? Convert.FromBase64String(base64.GetString()!)
            : Encoding.UTF8.GetBytes(entry.GetProperty("responseBody").GetString()!);
        return entry.GetProperty("framing").GetString() != "chunked" ? body
            : body.Length == 0 ? [.. "0\r\n\r\n"u8]
            : [.. Encoding.ASCII.GetBytes($"{body.Length:x}\r\n"), .. body, .. "\r\n0\r\n\r\n"u8];
    }
}
