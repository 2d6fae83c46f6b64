using System.Text.Json.Serialization.Metadata;

using Billing.Adapters.Storage.Documents;
using Billing.Core.Transactions.Ports;

namespace Billing.Functions.Hosting;

/// <summary>Answers to lists and confirmations that every capability has.</summary>
internal static class Lists
{
    /// <summary>One page of what a store lists, as views.</summary>
    public static async Task<IResult> PageAsync<T, TView>(
        HttpRequest request, Func<PageRequest, Task<Page<StoredDocument<T>>>> list, Func<T, TView> view, JsonTypeInfo<PageView<TView>> type)
    {
        if (!PageRequest.TryRead(request, out var page, out var problem))
        {
            return problem!;
        }

        var found = await list(page);
        return new JsonAnswer<PageView<TView>>(new PageView<TView>([.. found.Items.Select(item => view(item.Value))], found.Cursor), type);
    }

    /// <summary>Whether the caller said <c>confirm=true</c> to what cannot be undone.</summary>
    public static bool IsConfirmed(HttpRequest request) => string.Equals(PageRequest.Text(request, "confirm"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>A value of an enumeration from the query; null when it is left out.</summary>
    /// <exception cref="ProblemException">It is none of the names.</exception>
    public static T? Choice<T>(HttpRequest request, string name)
        where T : struct, Enum
    {
        if (PageRequest.Text(request, name) is not { } text)
        {
            return null;
        }

        return Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) && !int.TryParse(text, out _)
            ? value
            : throw FieldProblem.Of(name, "not_a_choice", "値が正しくありません。", $"One of these was expected: {string.Join(", ", Enum.GetNames<T>())}.");
    }
}
