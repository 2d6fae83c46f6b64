using System.Text;

namespace Functions.CustomHandler.Invocation;

/// <summary>
/// What a failed invocation says of itself: the host drops the body of an answer that is not 2xx, only the reason phrase reaches its logs
/// and, for an activity, the orchestration (durable-protocol §4.3 way A). ASCII, percent-encoded, short.
/// </summary>
internal static class ReasonPhrase
{
    public const int MaxLength = 300;

    /// <summary>
    /// <c>{type}: {message}</c>. Messages of the framework's own exceptions are left out: they may quote the value that was being handled.
    /// </summary>
    public static string Of(Exception failure)
    {
        var type = failure.GetType();
        var phrase = Encode(type.FullName ?? type.Name);
        return IsFrameworks(type) || failure.Message.Length == 0 ? Cut(phrase) : Cut($"{phrase}: {Encode(failure.Message)}");
    }

    private static bool IsFrameworks(Type type) =>
        type.Assembly.GetName().Name is { } name
        && (name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft", StringComparison.Ordinal));

    private static string Encode(string text)
    {
        var encoded = new StringBuilder();
        foreach (var octet in Encoding.UTF8.GetBytes(text.Length > MaxLength ? text[..MaxLength] : text))
        {
            if (octet is >= 0x20 and < 0x7F and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return encoded.ToString();
    }

    // Never in the middle of an escape.
    private static string Cut(string phrase)
    {
        if (phrase.Length <= MaxLength)
        {
            return phrase;
        }

        var percent = phrase.LastIndexOf('%', MaxLength - 1, 3);
        return phrase[..(percent > MaxLength - 3 ? percent : MaxLength)];
    }
}
