using System.Text.Json.Nodes;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>One of NP's calls.</summary>
/// <param name="MaxItems">Items per call.</param>
/// <param name="Key">What names the item in answers and errors; null when it is missing.</param>
/// <param name="CheckKey">The codes that are wrong with the key, if any.</param>
/// <param name="Run">Carries out one item.</param>
internal sealed record NpOperation(int MaxItems, Func<JsonObject, string?> Key, Func<JsonObject, string?> CheckKey, Func<NpLedger, JsonObject, JsonObject> Run);
