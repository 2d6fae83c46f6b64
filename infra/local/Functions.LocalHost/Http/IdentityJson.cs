using Functions.LocalHost.Json;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>The caller's one identity as the real host serialises it into <c>Identities</c> (functions-custom-handler §3.5): anonymous, or who holds a key.</summary>
internal static class IdentityJson
{
    private const string Claims = "http://schemas.microsoft.com/2017/07/functions/claims/";

    public static string Of(KeyMatch key) =>
        "[{\"AuthenticationType\":" + (key.KeyName is null ? "null,\"IsAuthenticated\":false" : "\"WebJobsAuthLevel\",\"IsAuthenticated\":true")
        + ",\"Actor\":null,\"BootstrapContext\":null,\"Claims\":[" + (key.KeyName is null ? "" : Claim("authlevel", $"{key.Level}") + "," + Claim("keyid", key.KeyName))
        + "],\"Label\":null,\"Name\":null,\"NameClaimType\":\"http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name\""
        + ",\"RoleClaimType\":\"http://schemas.microsoft.com/ws/2008/06/identity/claims/role\"}]";

    private static string Claim(string type, string value) =>
        $"{{\"Issuer\":\"LOCAL AUTHORITY\",\"OriginalIssuer\":\"LOCAL AUTHORITY\",\"Properties\":{{}},\"Type\":\"{Claims}{type}\","
        + $"\"Value\":{JsonTokenWriter.Quote(value)},\"ValueType\":\"http://www.w3.org/2001/XMLSchema#string\"}}";
}
