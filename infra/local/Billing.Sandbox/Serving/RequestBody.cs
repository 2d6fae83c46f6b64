namespace Billing.Sandbox.Serving;

/// <summary>Reads a request's whole body once, up to a bound, and leaves it readable for whoever comes next.</summary>
internal static class RequestBody
{
    /// <summary>More than any call of the services needs (100 records); larger bodies are refused with 413 by the server.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<ReadBody>() is { } read)
        {
            return read.Bytes;
        }

        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        var bytes = buffer.ToArray();
        context.Features.Set(new ReadBody(bytes));
        return bytes;
    }

    private sealed record ReadBody(byte[] Bytes);
}
