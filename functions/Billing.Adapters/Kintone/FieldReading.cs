using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Kintone;

/// <summary>Reads the mapped fields of one record and collects what could not be read, by meaning and never with the value.</summary>
internal sealed class FieldReading(KintoneRecord record, IReadOnlyDictionary<string, string> fields)
{
    private readonly List<ContentFault> _faults = [];

    /// <summary>One for each meaning and code, however many rows are at fault.</summary>
    public IReadOnlyList<ContentFault> Faults => _faults;

    public string? Text(string meaning) => Scalar(meaning);

    public DateOnly? Day(string meaning)
    {
        if (Scalar(meaning) is not { } text)
        {
            return null;
        }

        var day = KintoneText.Day(text);
        if (day is null)
        {
            Add(meaning, "not_a_date", "日付として読めません。日付を入力し直してください。", "cannot be read as a date; enter a date.");
        }

        return day;
    }

    public decimal? Number(string meaning) => ToNumber(meaning, Scalar(meaning));

    public string? TextOf(string meaning, IReadOnlyDictionary<string, KintoneValue> row) => Column(meaning, row);

    public decimal? NumberOf(string meaning, IReadOnlyDictionary<string, KintoneValue> row) => ToNumber(meaning, Column(meaning, row));

    public void Missing(string meaning) => Add(
        meaning,
        "field_missing",
        "アプリに対応するフィールドがありません。フィールドの対応付けを管理者が確認してください。",
        "has no such field in the app; an administrator must check the mapping.");

    private decimal? ToNumber(string meaning, string? text)
    {
        if (text is null)
        {
            return null;
        }

        var number = KintoneText.Number(text);
        if (number is null)
        {
            Add(meaning, "not_a_number", "数値として読めません。数値を入力し直してください。", "cannot be read as a number; enter a number.");
        }

        return number;
    }

    private string? Scalar(string meaning)
    {
        if (!fields.TryGetValue(meaning, out var code))
        {
            return null;
        }

        if (record.Find(code) is { } value)
        {
            return value.Text;
        }

        Missing(meaning);
        return null;
    }

    private string? Column(string meaning, IReadOnlyDictionary<string, KintoneValue> row)
    {
        if (!fields.TryGetValue(meaning, out var code))
        {
            return null;
        }

        if (row.TryGetValue(code, out var value))
        {
            return value.Text;
        }

        Missing(meaning);
        return null;
    }

    private void Add(string meaning, string code, string ja, string en)
    {
        if (!_faults.Exists(fault => fault.Meaning == meaning && fault.Code == code))
        {
            _faults.Add(new ContentFault(meaning, code, ja, $"{meaning} {en}"));
        }
    }
}
