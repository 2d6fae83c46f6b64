using System.Globalization;

using Billing.Core.Validation;

namespace Billing.Core.Attributes;

/// <summary>
/// カスタム項目: something that the company asks beside what every product (B04: 商品カスタム項目) or customer (B11: 顧客カスタム項目) has.
/// </summary>
public sealed record AttributeDefinition
{
    private const int LongestName = 100;
    private const int LongestHelp = 500;
    private const int MostChoices = 100;

    public required AttributeId Id { get; init; }

    /// <summary>項目名.</summary>
    public required string Name { get; init; }

    public required AttributeType Type { get; init; }

    /// <summary>必須: an order or customer without an answer is refused.</summary>
    public bool Required { get; init; }

    /// <summary>選択肢; empty unless the type is <see cref="AttributeType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>What is shown beside the question.</summary>
    public string? Help { get; init; }

    /// <summary>B04, B06: what is wrong with the definition, by field.</summary>
    public IReadOnlyList<FieldError> Validate()
    {
        var errors = new FieldErrors();
        errors.Text("name", Name, LongestName);
        errors.OptionalText("help", Help, LongestHelp, lines: true);
        errors.Defined("type", Type);
        if (Type != AttributeType.Choice && Choices.Count > 0)
        {
            errors.Add("choices", "not_for_type", "選択肢は選択型の項目だけに指定できます。", "Only an attribute of type choice has choices.");
        }
        else if (Type == AttributeType.Choice)
        {
            ValidateChoices(errors);
        }

        return errors.All;
    }

    private void ValidateChoices(FieldErrors errors)
    {
        errors.Range("choices", Choices.Count, 1, MostChoices);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < Math.Min(Choices.Count, MostChoices); index++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"choices[{index}]");
            errors.Text(field, Choices[index], LongestName);
            if (!seen.Add(Choices[index] ?? ""))
            {
                errors.Add(field, "duplicate", "選択肢が重複しています。", "The choice is listed twice.");
            }
        }
    }
}
