namespace Billing.Adapters.Csv;

/// <summary>B40: 文字コードの選択.</summary>
public enum CsvEncoding
{
    /// <summary>UTF-8 with BOM, so that spreadsheets take it for what it is.</summary>
    Utf8,

    /// <summary>Shift_JIS as Windows has it (code page 932).</summary>
    ShiftJis,
}
