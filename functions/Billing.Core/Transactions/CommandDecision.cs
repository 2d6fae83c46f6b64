namespace Billing.Core.Transactions;

/// <summary>What becomes of a command.</summary>
public abstract record CommandDecision
{
    private CommandDecision() { }

    /// <summary>Register and check credit; <paramref name="Anew"/>: under the next attempt.</summary>
    public sealed record Register(bool Anew, string ContentHash, long Amount) : CommandDecision;

    public sealed record Update(string ContentHash, long Amount) : CommandDecision;

    public sealed record RequestInvoice(string ContentHash, DateOnly CompletedOn) : CommandDecision;

    /// <summary>Ask the provider now.</summary>
    public sealed record Ask : CommandDecision;

    public sealed record Refuse(Refusal Refusal) : CommandDecision;

    /// <summary>It is so already.</summary>
    public sealed record Nothing : CommandDecision;
}
