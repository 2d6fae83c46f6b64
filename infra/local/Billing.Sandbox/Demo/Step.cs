using System.Text.Json.Nodes;

namespace Billing.Sandbox.Demo;

/// <summary>One thing that a person does on kintone's screen, or one thing that has to come true.</summary>
internal abstract record Step
{
    private Step() { }

    /// <summary>A person edits the record; <paramref name="What"/> says it in the log.</summary>
    public sealed record Edit(string What, Func<DateOnly, JsonObject> Fields) : Step;

    /// <summary>All of it has to show on the record before the deadline.</summary>
    public sealed record Expect(params IReadOnlyList<Expectation> Fields) : Step;

    /// <summary>NP has to have done so many updates of this order before the deadline.</summary>
    public sealed record ExpectUpdates(int Count) : Step;

    /// <summary>The buyer pays at NP.</summary>
    public sealed record BuyerPays : Step;
}
