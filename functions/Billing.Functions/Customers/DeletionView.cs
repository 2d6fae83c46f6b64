namespace Billing.Functions.Customers;

/// <summary>What a deletion did: what is gone, what is kept, why, and until when.</summary>
internal sealed record DeletionView(string Id, IReadOnlyList<string> Deleted, IReadOnlyList<KeptView> Kept);

/// <summary>Something that the law requires to be kept.</summary>
internal sealed record KeptView(string What, int Rows, DateOnly Until, string ReasonJa, string ReasonEn);
