using System.Reflection;
using System.Text.Json;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Forms;

/// <summary>An app (アプリ): its form, its process management, its tokens. Data, so that any app can be defined.</summary>
internal sealed record AppDefinition
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>アプリコード: prefixes the record number (<c>ORDER-104</c>).</summary>
    public string? Code { get; init; }

    /// <summary>The guest space that the app lives in.</summary>
    public string? GuestSpace { get; init; }

    /// <summary>The number that the first record gets; the later ones count on.</summary>
    public long FirstRecordId { get; init; } = 1;

    /// <summary>The number that the first table row gets; ids of rows grow over the whole app.</summary>
    public long FirstRowId { get; init; } = 1;

    /// <summary>The fields that make up the title of a record.</summary>
    public IReadOnlyList<string> TitleFields { get; init; } = [];

    public required IReadOnlyList<FieldDefinition> Fields { get; init; }

    public ProcessDefinition? Process { get; init; }

    public IReadOnlyList<ApiToken> Tokens { get; init; } = [];

    public bool HasProcess => Process is { Enable: true };

    /// <summary>The app 受注管理 of kintone.md §8, with the fields that this product's mapping adds.</summary>
    public static AppDefinition Orders() => Preset("orders.json");

    public FieldDefinition? Field(string code) => Fields.FirstOrDefault(field => field.Code == code);

    public FieldDefinition? Field(FieldType type) => Fields.FirstOrDefault(field => field.Type == type);

    /// <summary>What is wrong with the definition, or null.</summary>
    public string? Problem()
    {
        var codes = Fields.SelectMany(field => field.Fields.Prepend(field)).Select(field => field.Code).ToList();
        return this switch
        {
            _ when !long.TryParse(Id, out var id) || id < 1 => $"id is '{Id}'; expected a number from 1.",
            _ when codes.Distinct(StringComparer.Ordinal).Count() != codes.Count => "a field code occurs twice.",
            { Fields.Count: > 500 } => "more than 500 fields.",
            { Process.States.Count: 0 } => "process has no state.",
            _ => null,
        };
    }

    private static AppDefinition Preset(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The preset {name} is not built into the sandbox.");
        return JsonSerializer.Deserialize<AppDefinition>(stream, JsonText.Options)
            ?? throw new InvalidOperationException($"The preset {name} is empty.");
    }
}
