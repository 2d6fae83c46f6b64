namespace Functions.LocalHost.Invocation;

/// <summary>Something in an answer that works here and now, and that the real host punishes later.</summary>
/// <param name="Code">Stable, for example <c>base64_mangled</c>.</param>
/// <param name="Message">What was found, where, and what to send instead; holds names, never values.</param>
internal sealed record AppMistake(string Code, string Message);
