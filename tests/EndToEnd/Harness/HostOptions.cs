namespace EndToEnd.Harness;

/// <summary>How a <see cref="HostProcess"/> is started.</summary>
internal sealed record HostOptions
{
    public const string DefaultMasterKey = "master-key-of-the-tests-0123456789";
    public const string DefaultHostKey = "host-key-of-the-tests-0123456789";

    public string MasterKey { get; init; } = DefaultMasterKey;

    public string HostKey { get; init; } = DefaultHostKey;

    /// <summary>The app's settings, by their flat names (<c>Apps__orders__BaseUrl</c>).</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>A connection string of an Azurite that outlives the host; null when the host starts one of its own, in memory.</summary>
    public string? Azurite { get; init; }

    /// <summary>0 asks for any free port.</summary>
    public int Port { get; init; }

    /// <summary>Further variables of the host's own: more keys.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    public IEnumerable<string> Arguments()
    {
        IEnumerable<string> arguments = ["--no-build", "--app", Built.App, "--port", $"{Port}", "--data", "memory"];
        return Azurite is null ? arguments : [.. arguments, "--azurite-external", Azurite];
    }

    public IReadOnlyDictionary<string, string> Variables() => new Dictionary<string, string>(Settings.Concat(Environment))
    {
        ["LOCALHOST_MASTER_KEY"] = MasterKey,
        ["LOCALHOST_HOST_KEY"] = HostKey,
        ["LOCALHOST_TEST_HOOKS"] = "1",
    };
}
