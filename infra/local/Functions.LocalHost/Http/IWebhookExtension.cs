namespace Functions.LocalHost.Http;

/// <summary>A component that answers below <c>/runtime/webhooks/{extension}</c>; the system key has been checked before (functions-custom-handler §4.6).</summary>
internal interface IWebhookExtension
{
    /// <summary>In lower case, for example <c>durabletask</c>; its key is <c>{extension}_extension</c>.</summary>
    string Extension { get; }

    /// <param name="context">The request, with everything in it.</param>
    /// <param name="rest">The path after the extension's name, without a slash in front.</param>
    Task HandleAsync(HttpContext context, string rest);
}
