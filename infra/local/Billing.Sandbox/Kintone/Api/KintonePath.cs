namespace Billing.Sandbox.Kintone.Api;

/// <summary>A path of the REST interface: <c>/k/v1/…</c> or <c>/k/guest/{space}/v1/…</c>.</summary>
/// <param name="Api">What follows <c>v1/</c>, for example <c>record/status.json</c>.</param>
internal sealed record KintonePath(string? GuestSpace, string Api)
{
    public static KintonePath? Parse(string path) => path.Split('/') switch
    {
        ["", "k", "v1", .. var api] => new KintonePath(null, string.Join('/', api)),
        ["", "k", "guest", var space, "v1", .. var api] => new KintonePath(space, string.Join('/', api)),
        _ => null,
    };
}
