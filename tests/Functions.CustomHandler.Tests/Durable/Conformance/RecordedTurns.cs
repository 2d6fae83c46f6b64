using System.Text.Json.Nodes;
using Testing;

namespace Functions.CustomHandler.Tests.Durable.Conformance;

/// <summary>One file of <c>Fixtures/durable</c>: an orchestrator and the official SDK's answers to the turns of an instance.</summary>
internal sealed class RecordedTurns
{
    private readonly JsonNode _root;

    private RecordedTurns(JsonNode root) => _root = root;

    public static IEnumerable<string> Names() => Directory
        .EnumerateFiles(Fixtures.File("durable"), "*.json")
        .Select(path => Path.GetFileNameWithoutExtension(path))
        .Order(StringComparer.Ordinal);

    public string Name => (string)_root["name"]!;

    public IReadOnlyList<string> Orchestrator => [.. _root["orchestrator"]!.AsArray().Select(line => (string)line!)];

    public IReadOnlyList<string> Ignored => [.. _root["ignore"]?.AsArray().Select(path => (string)path!) ?? []];

    public IReadOnlyList<(byte[] Request, byte[] Response)> Turns => [.. _root["turns"]!.AsArray().Select(turn =>
        (Convert.FromBase64String((string)turn!["requestBase64"]!), Convert.FromBase64String((string)turn["responseBase64"]!)))];

    /// <summary>An orchestrator whose scenario is that the app does not have it.</summary>
    public bool IsUnregistered => Name.StartsWith("not-registered", StringComparison.Ordinal);

    public static RecordedTurns Load(string name) => new(JsonNode.Parse(File.ReadAllText(Fixtures.File("durable", name + ".json")))!);
}
