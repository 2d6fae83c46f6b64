namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>A webhook of an app: where it goes and which events it takes. kintone takes https only; the sandbox takes http to this machine too.</summary>
/// <param name="Events">Wire names such as <c>ADD_RECORD</c>; null or empty takes all.</param>
internal sealed record WebhookTarget(string Url, IReadOnlyList<string>? Events = null)
{
    public const int MaxUrlLength = 1024;

    public bool Takes(string type) => Events is null or { Count: 0 } || Events.Contains(type);

    public string? Problem() => Url.Length > MaxUrlLength || !Uri.TryCreate(Url, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback))
        ? $"a webhook's URL has to be https, or http to this machine, with at most {MaxUrlLength} characters."
        : null;
}
