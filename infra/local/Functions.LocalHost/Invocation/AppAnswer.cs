namespace Functions.LocalHost.Invocation;

/// <summary>A complete answer of the app to an invocation.</summary>
internal sealed record AppAnswer
{
    public required int Status { get; init; }

    /// <summary>The reason phrase, read as Latin-1; may be empty.</summary>
    public required string Reason { get; init; }

    /// <summary>Of the content type, or null when there is none that can be read.</summary>
    public required string? MediaType { get; init; }

    public required string? CharSet { get; init; }

    /// <summary>Status line and headers in the words of the real host's failure messages.</summary>
    public required string Description { get; init; }

    public required byte[] Body { get; init; }

    public bool IsSuccess => Status is >= 200 and <= 299;
}
