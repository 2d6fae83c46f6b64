namespace Functions.LocalHost.Keys;

/// <summary>What a request's key opens (functions-custom-handler §4.5), weakest first.</summary>
internal enum KeyLevel
{
    /// <summary>No key, or one that is not known.</summary>
    Anonymous,

    /// <summary>A system key: the webhooks of one extension.</summary>
    System,

    /// <summary>A function's own key, or a host key.</summary>
    Function,

    /// <summary>The master key.</summary>
    Admin,
}

/// <summary>What a presented key was recognised as.</summary>
/// <param name="Level">What it opens.</param>
/// <param name="KeyName">The key's name, for example <c>default</c>; null without a key.</param>
internal sealed record KeyMatch(KeyLevel Level, string? KeyName)
{
    public static KeyMatch None { get; } = new(KeyLevel.Anonymous, null);
}
