using System.Globalization;
using System.Text.Json.Nodes;

namespace Billing.Sandbox.Kintone.Forms;

/// <summary>The answers of <c>app/form/fields.json</c> and <c>app/status.json</c>.</summary>
internal static class FormJson
{
    public static JsonObject Fields(AppDefinition app) => new()
    {
        ["properties"] = Properties(app.Fields),
        ["revision"] = "1",
    };

    public static JsonObject Process(AppDefinition app)
    {
        var process = app.Process;
        var states = process?.States.Select((state, index) => KeyValuePair.Create(state.Name, (JsonNode?)State(state, index))) ?? [];
        return new JsonObject
        {
            ["enable"] = app.HasProcess,
            ["states"] = process is null ? null : new JsonObject(states),
            ["actions"] = process is null ? null : new JsonArray([.. process.Actions.Select(Action)]),
            ["revision"] = "1",
        };
    }

    private static JsonObject Properties(IEnumerable<FieldDefinition> fields) =>
        new(fields.Select(field => KeyValuePair.Create(field.Code, (JsonNode?)Property(field))));

    private static JsonObject Property(FieldDefinition field)
    {
        var json = new JsonObject { ["type"] = field.Type.WireName(), ["code"] = field.Code, ["label"] = field.Code };
        if (field.Type is FieldType.Status or FieldType.StatusAssignee or FieldType.Category)
        {
            json["enabled"] = true;
            return json;
        }

        json["noLabel"] = false;
        if (!field.Type.IsSystem() && field.Type != FieldType.Subtable)
        {
            json["required"] = field.Required;
        }

        AddDetails(json, field);
        return json;
    }

    private static void AddDetails(JsonObject json, FieldDefinition field)
    {
        if (field.Type is FieldType.SingleLineText or FieldType.Number or FieldType.Link or FieldType.Date or FieldType.Datetime)
        {
            json["unique"] = field.Unique;
        }

        if (field.Type is FieldType.SingleLineText or FieldType.Link)
        {
            json["maxLength"] = field.MaxLength?.ToString(CultureInfo.InvariantCulture) ?? "";
            json["minLength"] = "";
        }

        if (field.Type.IsChoice() || field.Type.IsChoices())
        {
            json["options"] = new JsonObject(field.Options.Select((label, index) => KeyValuePair.Create(label, (JsonNode?)Option(label, index))));
        }

        if (field.Type == FieldType.Calc)
        {
            json["expression"] = field.Expression ?? "";
        }

        if (field.Type == FieldType.Subtable)
        {
            json["fields"] = Properties(field.Fields);
        }
    }

    private static JsonObject Option(string label, int index) => new() { ["label"] = label, ["index"] = index.ToString(CultureInfo.InvariantCulture) };

    private static JsonObject State(ProcessState state, int index) => new()
    {
        ["name"] = state.Name,
        ["index"] = index.ToString(CultureInfo.InvariantCulture),
        ["assignee"] = new JsonObject
        {
            ["type"] = state.ChooseOne ? "ONE" : "ANY",
            ["entities"] = new JsonArray([.. (state.Assignees ?? []).Select(Entity)]),
        },
    };

    private static JsonObject Entity(string code) => new()
    {
        ["entity"] = new JsonObject { ["type"] = "USER", ["code"] = code },
        ["includeSubs"] = false,
    };

    private static JsonObject Action(ProcessAction action) => new()
    {
        ["name"] = action.Name,
        ["from"] = action.From,
        ["to"] = action.To,
        ["filterCond"] = "",
    };
}
