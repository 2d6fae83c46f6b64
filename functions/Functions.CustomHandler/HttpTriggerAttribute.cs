namespace Functions.CustomHandler;

/// <summary>
/// Starts a function by an HTTP request. The function's one output is the answer, so that the host passes requests through raw and streamed;
/// the method is an ordinary ASP.NET Core endpoint under the route prefix (functions-custom-handler §4).
/// </summary>
/// <param name="authLevel">The key that the host asks for.</param>
/// <param name="methods">HTTP methods; none = all.</param>
public sealed class HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods) : TriggerBindingAttribute
{
    /// <summary>Level <see cref="AuthorizationLevel.Function"/>, all methods.</summary>
    public HttpTriggerAttribute()
        : this(AuthorizationLevel.Function)
    {
    }

    public AuthorizationLevel AuthLevel { get; } = authLevel;

    public IReadOnlyList<string> Methods { get; } = [.. methods.Select(method => method.ToLowerInvariant())];

    /// <summary>An ASP.NET Core route template without the prefix; the function's name when null.</summary>
    public string? Route { get; set; }

    public override string Type => "httpTrigger";

    public override IEnumerable<KeyValuePair<string, object?>> Properties =>
    [
        new("authLevel", AuthLevel.ToString().ToLowerInvariant()),
        new("methods", Methods.Count == 0 ? null : Methods),
        new("route", Route),
    ];
}
