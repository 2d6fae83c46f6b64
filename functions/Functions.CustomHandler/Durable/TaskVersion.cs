namespace Functions.CustomHandler.Durable;

/// <summary>The version of an orchestration or activity. The empty text means unversioned (durable-protocol §8.16).</summary>
public readonly record struct TaskVersion
{
    private readonly string? _version;

    public TaskVersion(string version) => _version = version ?? throw new ArgumentNullException(nameof(version));

    public string Version => _version ?? string.Empty;

    public static implicit operator TaskVersion(string version) => new(version);

    public static TaskVersion FromString(string version) => new(version);

    public override string ToString() => Version;
}
