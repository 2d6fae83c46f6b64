namespace Billing.Sandbox.Kintone.Records;

/// <summary>An attached file; only what records show of it.</summary>
internal sealed record StoredFile(string FileKey, string Name, string ContentType, string Size);
