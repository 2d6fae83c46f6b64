using Billing.Core.Attributes;
using Billing.Core.Validation;

namespace Billing.Functions.Catalogue;

/// <summary>A custom attribute as it is sent.</summary>
internal sealed record AttributeBody
{
    /// <summary>When it is made: the company's own id, or left out for a new one. Not part of an edit.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    public AttributeType? Type { get; init; }

    public bool Required { get; init; }

    public IReadOnlyList<string>? Choices { get; init; }

    public string? Help { get; init; }

    /// <summary>Null with errors.</summary>
    public AttributeDefinition? ToDefinition(AttributeId id, FieldErrors errors)
    {
        if (Type is null)
        {
            errors.Required("type");
        }

        var definition = new AttributeDefinition
        {
            Id = id,
            Name = Name?.Trim() ?? "",
            Type = Type ?? default,
            Required = Required,
            Choices = [.. (Choices ?? []).Select(choice => choice?.Trim() ?? "")],
            Help = Help,
        };
        errors.AddRange(definition.Validate());
        return errors.Any ? null : definition;
    }
}

/// <summary>A custom attribute as it is shown.</summary>
internal sealed record AttributeView(string Id, string Name, AttributeType Type, bool Required, IReadOnlyList<string> Choices, string? Help)
{
    public static AttributeView Of(AttributeDefinition attribute) =>
        new(attribute.Id.Value, attribute.Name, attribute.Type, attribute.Required, attribute.Choices, attribute.Help);

    /// <summary>The names of the fields in which the two differ, for the audit entry.</summary>
    public static IReadOnlyList<string> Changes(AttributeDefinition before, AttributeDefinition after) =>
        Hosting.FieldChanges.Of(Of(before), Of(after), CatalogueJson.Readable.AttributeView);
}

/// <summary>The products that an attribute is to be linked to (B05).</summary>
internal sealed record LinksBody(IReadOnlyList<string>? ProductIds);
