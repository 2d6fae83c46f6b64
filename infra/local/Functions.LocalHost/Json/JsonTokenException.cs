namespace Functions.LocalHost.Json;

/// <summary>The text is not JSON, even to a lenient reader. The message says what was found and where.</summary>
internal sealed class JsonTokenException(string message, bool atEnd = false) : Exception(message)
{
    /// <summary>Whether the text ended too early; the real host has another exception for that.</summary>
    public bool AtEnd { get; } = atEnd;
}
