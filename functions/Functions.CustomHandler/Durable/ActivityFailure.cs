namespace Functions.CustomHandler.Durable;

/// <summary>How a failed activity is answered; exactly one of the two is set.</summary>
/// <param name="ReturnValue">Answer 200 with this text as <c>ReturnValue</c> (an expected failure).</param>
/// <param name="ReasonPhrase">Answer 500 with this ASCII reason phrase (an unexpected one).</param>
internal sealed record ActivityFailure(string? ReturnValue, string? ReasonPhrase);
