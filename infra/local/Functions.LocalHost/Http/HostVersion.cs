namespace Functions.LocalHost.Http;

/// <summary>The version of the real host whose behaviour was recorded, sent to the app with every request (functions-custom-handler §3.1).</summary>
internal static class HostVersion
{
    public const string Text = "4.1037.0.0";
}
