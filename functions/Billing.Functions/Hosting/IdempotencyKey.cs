using System.Security.Cryptography;
using System.Text;

namespace Billing.Functions.Hosting;

/// <summary>The header <c>Idempotency-Key</c> of a mutation (design §6), hashed: it becomes part of keys, and may hold anything.</summary>
internal static class IdempotencyKey
{
    private const int Longest = 200;
    private const int HashLetters = 32;

    public static Problem Invalid { get; } = Problem.BadRequest(
        "idempotency_key_invalid", $"An Idempotency-Key has at most {Longest} characters.", $"Idempotency-Keyは{Longest}文字以内にしてください。");

    /// <summary>False when it is too long. Null when there is none.</summary>
    public static bool TryRead(HttpRequest request, out string? key)
    {
        string? text = request.Headers["Idempotency-Key"];
        key = string.IsNullOrEmpty(text) || text.Length > Longest ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLetters];
        return !(text?.Length > Longest);
    }
}
