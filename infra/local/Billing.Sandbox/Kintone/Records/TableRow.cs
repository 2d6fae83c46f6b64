using System.Collections.Immutable;

namespace Billing.Sandbox.Kintone.Records;

/// <param name="Id">Grows over the whole app, never used twice.</param>
internal sealed record TableRow(long Id, ImmutableDictionary<string, FieldValue> Values);
