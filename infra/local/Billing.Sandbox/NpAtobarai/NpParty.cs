namespace Billing.Sandbox.NpAtobarai;

/// <summary>The buyer, or the place of the service (providers.md §2.3).</summary>
internal sealed record NpParty(string Name, string Kana, string Company, string Department, string Zip, string Address, string Tel, string Email);
