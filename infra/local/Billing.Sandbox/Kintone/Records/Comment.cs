using System.Collections.Immutable;

namespace Billing.Sandbox.Kintone.Records;

/// <param name="Text">With the display names of the mentions at its head, as kintone writes it.</param>
internal sealed record Comment(long Id, string Text, DateTimeOffset CreatedAt, Person Creator, ImmutableArray<Mention> Mentions);

/// <param name="Type"><c>USER</c>, <c>GROUP</c> or <c>ORGANIZATION</c>.</param>
internal sealed record Mention(string Code, string Type);
