using System.Security.Cryptography;
using System.Text;

using Billing.Core.Transactions.Ports;
using Billing.Functions.Transactions;

namespace Billing.Functions.DeadLetters;

/// <summary>Puts what failed for good, with its reason, where people find it and can send it again.</summary>
internal sealed class DeadLetterKeeper(IDeadLetterStore store, TimeProvider time, ILogger<DeadLetterKeeper> logger)
{
    private const int LongestText = 1000;

    public async Task KeepAsync(
        string messageId, string body, string? reason, string? description, int deliveries, CancellationToken cancellationToken)
    {
        var letter = new DeadLetter(
            IdOf(messageId), AppEventMessage.Queue, body, Cut(reason) ?? "unknown", Cut(description), deliveries, time.GetUtcNow());
        await store.KeepAsync(letter, cancellationToken);
        logger.Kept(letter.Id, letter.Source, letter.Reason);
    }

    // From queue and message id, so that a repeated delivery is one dead letter.
    private static string IdOf(string messageId) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{AppEventMessage.Queue}\n{messageId}")))[..32];

    private static string? Cut(string? text) => string.IsNullOrEmpty(text) ? null : text.Length <= LongestText ? text : text[..LongestText];
}
