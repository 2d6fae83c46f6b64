namespace Testing;

/// <summary>The inputs with expected results that the conformance suites read: <c>tests/Testing/Fixtures</c>, byte for byte as recorded.</summary>
public static class Fixtures
{
    public static string Root { get; } = Path.Combine(Repository.Root, "tests", "Testing", "Fixtures");

    /// <summary>The full path of a file, for example <c>File("functions-host", "ncrontab.json")</c>.</summary>
    public static string File(params string[] parts) => Path.Combine([Root, .. parts]);
}
