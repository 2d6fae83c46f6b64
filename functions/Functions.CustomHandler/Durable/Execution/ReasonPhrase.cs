using System.Text;

namespace Functions.CustomHandler.Durable.Execution;

/// <summary>
/// A failure's type and message inside an HTTP reason phrase, <c>{type}: {message}</c>, both percent-encoded: the phrase may hold
/// only ASCII and survives the host as part of an error message (durable-protocol §4.3, way A).
/// </summary>
internal static class ReasonPhrase
{
    private const int Longest = 300;
    private const string Separator = ": ";

    /// <summary>
    /// The phrase of an exception. Messages of the framework's own exceptions are left out: they may quote the value that was being handled,
    /// and the phrase reaches the host's logs and the orchestration's history.
    /// </summary>
    public static string Write(Exception failure)
    {
        var type = failure.GetType();
        return Write(type.FullName ?? type.Name, IsFrameworks(type) ? "" : failure.Message);
    }

    /// <summary>The phrase, cut at a whole character where it would be too long.</summary>
    public static string Write(string type, string message)
    {
        var phrase = new StringBuilder(Longest);
        AppendBounded(phrase, type, Longest / 2);
        phrase.Append(Separator);
        AppendBounded(phrase, message, Longest);
        return phrase.ToString();
    }

    /// <summary>False if the phrase is another one, such as <c>Internal Server Error</c>.</summary>
    public static bool TryRead(string phrase, out string type, out string message)
    {
        var at = phrase.IndexOf(':', StringComparison.Ordinal);
        var rest = at < 0 ? string.Empty : phrase[(at + 1)..];
        if (at <= 0 || phrase.AsSpan(0, at).Contains(' ') || rest is not ("" or [' ', ..]))
        {
            type = message = string.Empty;
            return false;
        }

        // A message that was left out may arrive without the separator's blank, which ends the line.
        type = Uri.UnescapeDataString(phrase[..at]);
        message = Uri.UnescapeDataString(rest.Trim());
        return true;
    }

    private static bool IsFrameworks(Type type) =>
        type.Assembly.GetName().Name is { } name
        && (name.StartsWith("System", StringComparison.Ordinal) || name.StartsWith("Microsoft", StringComparison.Ordinal));

    private static void AppendBounded(StringBuilder phrase, string text, int longest)
    {
        foreach (var character in text.EnumerateRunes())
        {
            var escaped = Uri.EscapeDataString(character.ToString());
            if (phrase.Length + escaped.Length > longest)
            {
                return;
            }

            phrase.Append(escaped);
        }
    }
}
