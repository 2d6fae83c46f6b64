using System.Text.Json.Nodes;

namespace Billing.Sandbox.Control;

/// <summary>A record as a person fills it: field code → value, either plain or as <c>{ "value": … }</c>.</summary>
internal sealed record RecordEdit(string User, JsonObject Record, long? Revision = null);
