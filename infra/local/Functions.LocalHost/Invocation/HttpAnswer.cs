namespace Functions.LocalHost.Invocation;

/// <summary>What the caller of an HTTP function gets.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Headers">In the order in which they are set; <c>Content-Type</c> is among them when there is one.</param>
/// <param name="Body">The bytes of the body.</param>
internal sealed record HttpAnswer(int Status, IReadOnlyList<KeyValuePair<string, string>> Headers, ReadOnlyMemory<byte> Body);
