namespace Billing.Functions.Hosting;

/// <summary>The answer to a mutation: what it was about, the version that an edit must name in <c>If-Match</c>, and what a person should know.</summary>
internal sealed record ChangeView(string Id, string Version, IReadOnlyList<ChangeWarning> Warnings);

/// <summary>Something that was done although it is unusual.</summary>
internal sealed record ChangeWarning(string Code, string MessageJa, string MessageEn);
