using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Hosting;

/// <summary>Where a person finds the host's keys. Holds no key.</summary>
/// <param name="InEnvironment">The default host key was set by the environment.</param>
/// <param name="File">The file of the keys that were made at random, or null when they are kept in memory only.</param>
internal sealed record KeysPlace(bool InEnvironment, string? File)
{
    private const string DefaultKey = "host/" + KeyRing.DefaultName;

    /// <summary>Sets <c>KEY</c> in a shell. Node.js is there, as Azurite runs on it.</summary>
    public string Shell => this switch
    {
        { InEnvironment: true } => $"KEY=${KeyRing.HostVariable}",
        { File: { } file } => $"KEY=$(node -p \"JSON.parse(fs.readFileSync('{file}'))['{DefaultKey}']\")",
        _ => $"KEY=… (start with {KeyRing.HostVariable} set to know it)",
    };

    public override string ToString() => this switch
    {
        { InEnvironment: true } => $"the one set as {KeyRing.HostVariable}, sent as x-functions-key",
        { File: { } file } => $"'{DefaultKey}' in {file}, sent as x-functions-key",
        _ => $"random ones in memory; set {KeyRing.HostVariable} to know one",
    };
}
