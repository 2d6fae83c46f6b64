using System.Text;

using Functions.LocalHost.Json;

namespace Functions.LocalHost.Invocation;

/// <summary>
/// Finds the mistakes that the real host would punish late and silently: base64 that was not meant, dates and decimals outside quoted JSON
/// (functions-custom-handler §3.4). Only looks: what is written stays what the real host would write.
/// </summary>
internal static class AppMistakes
{
    public const string Base64 = "base64_mangled";
    public const string Date = "date_rewritten";
    public const string Decimal = "decimal_rewritten";
    public const string Empty = "empty_answer";
    public const string Oversize = "answer_too_large";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<AppMistake> Find(Envelope envelope, DecodedAnswer answer)
    {
        foreach (var given in answer.Given)
        {
            var place = given.Binding.Name == OutputDecoder.ReturnName ? "ReturnValue" : $"Outputs.{given.Binding.Name}";
            foreach (var mistake in In(given, place))
            {
                yield return mistake;
            }
        }

        if (envelope.ReturnValue is { } value && !answer.Given.Any(given => given.Binding.Name == OutputDecoder.ReturnName))
        {
            foreach (var mistake in Rewritten(value, "ReturnValue"))
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<AppMistake> In(GivenOutput given, string place) => given.Value switch
    {
        OutputValue.Bytes bytes when given.Binding.Is("serviceBus") || !IsText(bytes.Value.Span) =>
        [
            new AppMistake(Base64, $"{place} is a text that happens to be valid base64, so the host decodes it ({bytes.Value.Length} bytes"
                + (given.Binding.Is("serviceBus") ? "; the message then reads 'System.Byte[]'" : "") + "). Send JSON object text, or set dataType to binary."),
        ],
        OutputValue.Json { Value: JsonToken.Text text } when !given.Binding.Is("blob") && !given.Binding.Is("http") && JsonText.LooksLikeJson(text.Value) =>
            JsonTokenReader.TryParse(text.Value, dates: true) is { } parsed ? Rewritten(parsed, place) : [],
        OutputValue.Json json => Rewritten(json.Value, place),
        OutputValue.Http { Body: { } body } => Rewritten(body, $"{place}.body"),
        _ => [],
    };

    private static bool IsText(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return Strict.GetCharCount(bytes) > 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static IEnumerable<AppMistake> Rewritten(JsonToken value, string place) => value switch
    {
        JsonToken.Date => [new AppMistake(Date, $"{place} is an ISO date-time outside quoted JSON: the host rewrites it to its local form. Send it inside a JSON text.")],
        JsonToken.Number => [new AppMistake(Decimal, $"{place} is a decimal number: the host makes it a double (1.50 becomes 1.5). Send amounts as integers or texts.")],
        JsonToken.Object { Members: var members } => members.SelectMany(member => Rewritten(member.Value, $"{place}.{member.Key}")),
        JsonToken.Array { Items: var items } => items.SelectMany((item, index) => Rewritten(item, $"{place}[{index}]")),
        _ => [],
    };
}
