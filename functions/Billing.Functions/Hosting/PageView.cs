namespace Billing.Functions.Hosting;

/// <summary>A page of a list; <paramref name="Cursor"/> is given back for the next page and missing on the last one.</summary>
internal sealed record PageView<T>(IReadOnlyList<T> Items, string? Cursor);

/// <summary>The answer to what takes time: where to look.</summary>
internal sealed record AcceptedView(string Id);
