using System.Text.Json.Nodes;

namespace Billing.Sandbox.Demo;

/// <summary>One order of the demo from its entry to its end.</summary>
/// <param name="Alias">How the buyer is called on the screen; names are personal data even when they are made up.</param>
/// <param name="Order">The fields of the new record, without its number.</param>
/// <param name="Acts">What happens in which act.</param>
/// <param name="Invoices">Invoice requests that NP has to hold in the end.</param>
/// <param name="Updates">Updates that NP has to hold in the end.</param>
internal sealed record Story(string Name, string Alias, JsonObject Order, IReadOnlyDictionary<Act, IReadOnlyList<Step>> Acts, int Invoices, int Updates)
{
    /// <summary>What the last step expects, for the table.</summary>
    public string Expected => Acts.OrderBy(act => act.Key).SelectMany(act => act.Value).OfType<Step.Expect>().Last().Fields[0].Value ?? "";
}
