namespace Billing.Sandbox.Kintone;

/// <summary>A user, organization or group as records show it.</summary>
internal sealed record Person(string Code, string Name)
{
    /// <summary>Who acts when an API token was used (kintone.md §3).</summary>
    public static Person Administrator { get; } = new("Administrator", "Administrator");
}
