using System.Text.Json.Nodes;

namespace Billing.Sandbox.Tests.Harness;

/// <summary>A webhook as it arrived.</summary>
internal sealed record Arrival(string Method, string? ContentType, string? Query, JsonNode Body)
{
    public string Id => (string)Body["id"]!;

    public string Type => (string)Body["type"]!;

    public string? Order => (string?)Body["record"]?["注文番号"]?["value"];
}
