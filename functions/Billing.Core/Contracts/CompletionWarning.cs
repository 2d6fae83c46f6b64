namespace Billing.Core.Contracts;

/// <summary>What a person should know of a completion although it is done.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="MessageJa">For people.</param>
/// <param name="MessageEn">The same in English.</param>
public sealed record CompletionWarning(string Code, string MessageJa, string MessageEn);
