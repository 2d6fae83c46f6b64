using System.Text;

namespace Functions.LocalHost.Invocation;

/// <summary>What the real host makes of an answer before it looks at the outputs.</summary>
internal abstract record AnswerReading
{
    private AnswerReading()
    {
    }

    internal sealed record Read(Envelope Envelope) : AnswerReading;

    /// <summary>Empty, white space or null: the real host waits on until <c>functionTimeout</c> (functions-custom-handler §3.3).</summary>
    internal sealed record NeverCompletes : AnswerReading;

    internal sealed record Failed(InvocationFailure Failure) : AnswerReading;
}

/// <summary>Reads answers by status, content type, character set and JSON, exactly as the real host does (functions-custom-handler §3.3).</summary>
internal static class AnswerReader
{
    /// <summary>How much of a body that cannot be read goes into the failure's message.</summary>
    private const int ShownBody = 4096;

    private const string ResultType = "HttpScriptInvocationResult";

    public static AnswerReading Read(AppAnswer answer)
    {
        if (!answer.IsSuccess)
        {
            return new AnswerReading.Failed(new InvocationFailure(FailureTypes.Http, NotSuccess(answer)));
        }

        if (answer.Body.Length == 0)
        {
            return new AnswerReading.NeverCompletes();
        }

        try
        {
            RequireJson(answer.MediaType);
            return EnvelopeReader.Read(Decode(answer)) is { } envelope ? new AnswerReading.Read(envelope) : new AnswerReading.NeverCompletes();
        }
        catch (InvocationFailedException fault)
        {
            return Invalid(answer, fault.Failure);
        }
        catch (DecoderFallbackException fault)
        {
            return Invalid(answer, new InvocationFailure(typeof(DecoderFallbackException).FullName!, fault.Message));
        }
    }

    private static string NotSuccess(AppAnswer answer) => answer.Reason.Length == 0
        ? $"Response status code does not indicate success: {answer.Status}."
        : $"Response status code does not indicate success: {answer.Status} ({answer.Reason}).";

    private static void RequireJson(string? mediaType)
    {
        switch (mediaType?.ToLowerInvariant())
        {
            case "application/json" or "text/json":
                return;
            case "application/xml" or "text/xml":
                // The real host would try its XML reader; no app that means it answers so.
                throw new InvocationFailedException(FailureTypes.Serialization, $"Expecting element '{ResultType}'.");
            default:
                throw new InvocationFailedException(
                    FailureTypes.MediaType,
                    $"No MediaTypeFormatter is available to read an object of type '{ResultType}' from content with media type '{mediaType ?? "application/octet-stream"}'.");
        }
    }

    // A byte order mark wins over the character set; one that is not known counts as UTF-8.
    private static string Decode(AppAnswer answer)
    {
        Encoding encoding = string.Equals(answer.CharSet, "utf-16", StringComparison.OrdinalIgnoreCase)
            ? new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true)
            : new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        using var reader = new StreamReader(new MemoryStream(answer.Body), encoding);
        return reader.ReadToEnd();
    }

    private static AnswerReading.Failed Invalid(AppAnswer answer, InvocationFailure inner)
    {
        var shown = Encoding.UTF8.GetString(answer.Body.AsSpan(0, Math.Min(answer.Body.Length, ShownBody)));
        var message = Sanitizer.Clean($"Invalid HttpResponseMessage:\n{answer.Description}\n {shown}");
        return new AnswerReading.Failed(new InvocationFailure(FailureTypes.InvalidOperation, message, inner));
    }
}
