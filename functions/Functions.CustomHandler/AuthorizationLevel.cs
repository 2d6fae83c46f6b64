namespace Functions.CustomHandler;

/// <summary>Which key a caller of an HTTP function needs (functions-custom-handler §4.5). The host checks it, not the app.</summary>
public enum AuthorizationLevel
{
    Anonymous,
    Function,
    Admin,
}
