using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.Tests.Harness;

internal sealed record Answer(HttpStatusCode Status, HttpResponseHeaders Headers, string Text, string? MediaType)
{
    public JsonNode Json => JsonNode.Parse(Text) ?? throw new InvalidOperationException("The answer is the JSON null.");

    public int Code => (int)Status;

    /// <summary>kintone's error code.</summary>
    public string? KintoneCode => (string?)Json["code"];

    /// <summary>The codes of NP's first error.</summary>
    public IReadOnlyList<string> NpCodes => [.. Json["errors"]![0]!["codes"]!.AsArray().Select(code => (string)code!)];

    /// <summary>NP's first result.</summary>
    public JsonNode Result => Json["results"]![0]!;
}
