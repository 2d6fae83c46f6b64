namespace Functions.LocalHost.Json;

/// <summary>The text is not JSON, even to a lenient reader. The message says what was found and where.</summary>
internal sealed class JsonTokenException(string message) : Exception(message);
