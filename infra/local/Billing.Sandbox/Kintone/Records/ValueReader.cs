using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Sandbox.Kintone.Forms;

namespace Billing.Sandbox.Kintone.Records;

/// <summary>
/// Reads the value that a request names for one field that is not a table. What does not fit is noted in the faults; a JSON shape
/// that the type cannot have (a text where an array is needed) ends the request at once with <c>CB_IJ01</c>.
/// </summary>
internal sealed class ValueReader(KintoneDirectory directory, WriteFaults faults)
{
    public FieldValue Read(FieldDefinition field, JsonNode? value, FieldPath path)
    {
        if (value is null)
        {
            return EmptyValues.Cleared(field);
        }

        return field.Type switch
        {
            FieldType.File => new FieldValue.Files([.. Items(value).Select(File)]),
            _ when field.Type.IsChoices() => Choices(field, value, path),
            _ when field.Type.IsPeople() => People(field, value, path),
            _ => Scalar(field, Text(value), path),
        };
    }

    private FieldValue.Text Scalar(FieldDefinition field, string text, FieldPath path) => field.Type switch
    {
        FieldType.Number => Number(text, path),
        FieldType.Date => Temporal(text, KintoneTimes.Date(text), null, path, "日付"),
        FieldType.Time => Temporal(text, KintoneTimes.Time(text), null, path, "時刻"),
        FieldType.Datetime => Temporal(text, KintoneTimes.Instant(text), "", path, "日時"),
        FieldType.RadioButton or FieldType.DropDown => Choice(field, text, path),
        _ => PlainText(field, text, path),
    };

    private FieldValue.Text Number(string text, FieldPath path)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new FieldValue.Text("");
        }

        if (KintoneNumbers.TryParse(text, out var number))
        {
            return new FieldValue.Text(KintoneNumbers.Format(number));
        }

        // Inside a row kintone stores nothing and says nothing (kintone.md §4, §10 no. 12).
        if (!path.InRow)
        {
            faults.Add(path.NotANumber, "数値でなければなりません。");
        }

        return new FieldValue.Text("");
    }

    private FieldValue.Text Temporal(string text, string? normalised, string? empty, FieldPath path, string what)
    {
        if (text.Length > 0 && normalised is null)
        {
            faults.Add(path.Scalar, $"{what}の形式が正しくありません。");
        }

        return new FieldValue.Text(normalised ?? empty);
    }

    private FieldValue.Text Choice(FieldDefinition field, string text, FieldPath path)
    {
        if (text.Length > 0 && !field.Options.Contains(text))
        {
            faults.Add(path.Scalar, "選択肢にない値が指定されています。");
        }

        return new FieldValue.Text(text.Length == 0 ? null : text);
    }

    private FieldValue.Text PlainText(FieldDefinition field, string text, FieldPath path)
    {
        if (field.MaxLength is { } most && text.Length > most)
        {
            faults.Add(path.Scalar, $"{most}文字以下でなければなりません。");
        }

        if (field.Type == FieldType.SingleLineText && text.AsSpan().ContainsAny('\r', '\n'))
        {
            faults.Add(path.Scalar, "改行を含めることはできません。");
        }

        return new FieldValue.Text(text);
    }

    private FieldValue.Texts Choices(FieldDefinition field, JsonNode value, FieldPath path)
    {
        var chosen = Items(value).Select(item => item is null ? throw KintoneErrors.BadJson() : Text(item)).ToImmutableArray();
        foreach (var (index, text) in chosen.Index().Where(each => !field.Options.Contains(each.Item)))
        {
            faults.Add(path.Item(index), "選択肢にない値が指定されています。");
        }

        return new FieldValue.Texts(chosen);
    }

    private FieldValue.People People(FieldDefinition field, JsonNode value, FieldPath path)
    {
        var people = ImmutableArray.CreateBuilder<Person>();
        foreach (var code in Items(value).Select(Code))
        {
            var known = field.Type switch
            {
                FieldType.OrganizationSelect => directory.Organization(code),
                FieldType.GroupSelect => directory.Group(code),
                _ => directory.User(code),
            };
            if (known is null)
            {
                faults.Add(path.People, "指定したユーザー、組織、またはグループが見つかりません。");
                continue;
            }

            people.Add(known);
        }

        return new FieldValue.People(people.ToImmutable());
    }

    private static StoredFile File(JsonNode? item) => item is JsonObject file
        ? new StoredFile(Member(file, "fileKey"), Member(file, "name"), Member(file, "contentType"), Member(file, "size"))
        : throw KintoneErrors.BadJson();

    private static string Code(JsonNode? item) => item is JsonObject person ? Member(person, "code") : throw KintoneErrors.BadJson();

    private static string Member(JsonObject json, string name) => json[name] is { } value ? Text(value) : "";

    private static JsonArray Items(JsonNode value) => value as JsonArray ?? throw KintoneErrors.BadJson();

    private static string Text(JsonNode value) => value.GetValueKind() switch
    {
        JsonValueKind.String => value.GetValue<string>(),
        JsonValueKind.Number => value.ToJsonString().ToString(CultureInfo.InvariantCulture),
        _ => throw KintoneErrors.BadJson(),
    };
}
