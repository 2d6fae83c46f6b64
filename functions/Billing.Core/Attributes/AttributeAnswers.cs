using System.Globalization;

using Billing.Core.Validation;

namespace Billing.Core.Attributes;

/// <summary>
/// Answers to custom attributes, as texts by the attribute's id: checked when a product is ordered (B09: 紐づけた項目は注文時に入力する) and when a
/// customer is created or edited (B11).
/// </summary>
public static class AttributeAnswers
{
    private const int LongestAnswer = 500;
    private const NumberStyles NumberForm = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    /// <summary>What is wrong with the answers, by field <c>{field}.{attribute's id}</c>. Blank answers count as missing.</summary>
    /// <param name="asked">The attributes that apply.</param>
    /// <param name="answers">By attribute id.</param>
    /// <param name="field">The path of the answers in the request.</param>
    public static IReadOnlyList<FieldError> Validate(
        IReadOnlyCollection<AttributeDefinition> asked, IReadOnlyDictionary<string, string> answers, string field = "attributes")
    {
        var errors = new FieldErrors();
        var known = asked.ToDictionary(attribute => attribute.Id.Value, StringComparer.Ordinal);
        foreach (var id in answers.Keys.Where(id => !known.ContainsKey(id)))
        {
            // The key is the sender's text: cut, since it may be anything.
            errors.Add($"{field}.{id[..Math.Min(id.Length, 40)]}", "not_asked", "この項目は対象外です。", "This attribute is not asked here.");
        }

        foreach (var attribute in asked)
        {
            Check(errors, $"{field}.{attribute.Id}", attribute, answers.GetValueOrDefault(attribute.Id.Value));
        }

        return errors.All;
    }

    /// <summary>The answers as they are kept: without the blank ones.</summary>
    public static IReadOnlyDictionary<string, string> Kept(IReadOnlyDictionary<string, string> answers) =>
        answers.Where(answer => !string.IsNullOrWhiteSpace(answer.Value)).ToDictionary(answer => answer.Key, answer => answer.Value.Trim(), StringComparer.Ordinal);

    private static void Check(FieldErrors errors, string field, AttributeDefinition attribute, string? answer)
    {
        if (string.IsNullOrWhiteSpace(answer))
        {
            if (attribute.Required)
            {
                errors.Required(field);
            }

            return;
        }

        errors.OptionalText(field, answer, LongestAnswer);
        if (!Fits(attribute, answer.Trim()))
        {
            var (code, ja, en) = attribute.Type switch
            {
                AttributeType.Number => ("not_a_number", "数値で入力してください。", "A number was expected."),
                AttributeType.Date => ("not_a_date", "日付はyyyy-MM-ddで入力してください。", "A date yyyy-MM-dd was expected."),
                _ => ("not_a_choice", "選択肢から選んでください。", "One of the choices was expected."),
            };
            errors.Add(field, code, ja, en);
        }
    }

    private static bool Fits(AttributeDefinition attribute, string answer) => attribute.Type switch
    {
        AttributeType.Number => decimal.TryParse(answer, NumberForm, CultureInfo.InvariantCulture, out _),
        AttributeType.Date => DateOnly.TryParseExact(answer, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        AttributeType.Choice => attribute.Choices.Contains(answer, StringComparer.Ordinal),
        _ => true,
    };
}
