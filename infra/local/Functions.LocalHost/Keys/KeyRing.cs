using System.Security.Cryptography;
using System.Text;

namespace Functions.LocalHost.Keys;

/// <summary>
/// The host's keys (functions-custom-handler §4.5). Set ones come from the environment: <c>LOCALHOST_MASTER_KEY</c>,
/// <c>LOCALHOST_HOST_KEY</c> (named <c>default</c>), <c>LOCALHOST_HOST_KEY__{name}</c>, <c>LOCALHOST_FUNCTION_KEY__{function}__{name}</c>
/// and <c>LOCALHOST_SYSTEM_KEY__{extension}</c>; several names at once make rotation possible. The master key, the default host key and the
/// system keys are made at random and kept when they are not set. No key is ever part of a log, an error or a text of this type.
/// </summary>
internal sealed class KeyRing
{
    public const string DefaultName = "default";
    public const string MasterName = "master";
    public const string HostVariable = "LOCALHOST_HOST_KEY";
    private const string MasterVariable = "LOCALHOST_MASTER_KEY";
    private const string FunctionVariable = "LOCALHOST_FUNCTION_KEY__";
    private const string SystemVariable = "LOCALHOST_SYSTEM_KEY__";
    private const int RandomBytes = 32;
    private readonly Dictionary<string, string> _host;
    private readonly Dictionary<string, Dictionary<string, string>> _functions;
    private readonly Dictionary<string, string> _system;

    private KeyRing(string master, Dictionary<string, string> host, Dictionary<string, Dictionary<string, string>> functions, Dictionary<string, string> system) =>
        (Master, _host, _functions, _system) = (master, host, functions, system);

    /// <summary>Opens everything.</summary>
    public string Master { get; }

    /// <summary>Opens every function of level <c>function</c>.</summary>
    public string DefaultHostKey => _host[DefaultName];

    /// <summary>The host keys by name.</summary>
    public IReadOnlyDictionary<string, string> HostKeys => _host;

    /// <summary>The system keys by name, for example <c>durabletask_extension</c>.</summary>
    public IReadOnlyDictionary<string, string> SystemKeys => _system;

    /// <summary>The keys of one function by name; its name is compared ignoring case.</summary>
    public IReadOnlyDictionary<string, string> FunctionKeys(string function) => _functions.GetValueOrDefault(function) ?? [];

    /// <param name="variables">The environment of the host.</param>
    /// <param name="store">Where keys that nobody set are kept.</param>
    /// <param name="extensions">The extensions that have webhooks, for example <c>durabletask</c>.</param>
    public static async Task<KeyRing> LoadAsync(
        IReadOnlyDictionary<string, string> variables, IKeyStore store, IEnumerable<string> extensions, CancellationToken cancellationToken)
    {
        var kept = new Dictionary<string, string>(await store.LoadAsync(cancellationToken));
        var before = kept.Count;
        var set = variables.Where(pair => pair.Value.Length > 0).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        var host = Under(set, HostVariable + "__");
        host[DefaultName] = set.GetValueOrDefault(HostVariable) ?? Keep(kept, "host/" + DefaultName);
        var system = Under(set, SystemVariable).ToDictionary(pair => SystemName(pair.Key), pair => pair.Value, StringComparer.OrdinalIgnoreCase);
        foreach (var name in extensions.Select(SystemName).Where(name => !system.ContainsKey(name)))
        {
            system[name] = Keep(kept, "system/" + name);
        }

        var ring = new KeyRing(set.GetValueOrDefault(MasterVariable) ?? Keep(kept, MasterName), host, OfFunctions(Under(set, FunctionVariable)), system);
        if (kept.Count > before)
        {
            await store.SaveAsync(kept, cancellationToken);
        }

        return ring;
    }

    /// <summary>What <paramref name="presented"/> opens for a function, or for the host itself when none is named.</summary>
    public KeyMatch Match(string? presented, string? function = null, string? extension = null)
    {
        if (string.IsNullOrEmpty(presented))
        {
            return KeyMatch.None;
        }

        // Every candidate is compared, whatever matched before: the time says nothing about which key was close.
        var hash = Hash(presented);
        var match = KeyMatch.None;
        foreach (var (level, name, value) in Candidates(function, extension))
        {
            if (CryptographicOperations.FixedTimeEquals(hash, Hash(value)) && level > match.Level)
            {
                match = new KeyMatch(level, name);
            }
        }

        return match;
    }

    private IEnumerable<(KeyLevel Level, string Name, string Value)> Candidates(string? function, string? extension)
    {
        yield return (KeyLevel.Admin, MasterName, Master);
        foreach (var (name, value) in function is null ? [] : FunctionKeys(function).Concat(_host))
        {
            yield return (KeyLevel.Function, name, value);
        }

        if (extension is not null && _system.TryGetValue(SystemName(extension), out var key))
        {
            yield return (KeyLevel.System, SystemName(extension), key);
        }
    }

    private static string SystemName(string extension) => extension.ToLowerInvariant() + "_extension";

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static string Keep(Dictionary<string, string> kept, string name)
    {
        if (!kept.TryGetValue(name, out var key))
        {
            kept[name] = key = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));
        }

        return key;
    }

    private static Dictionary<string, string> Under(Dictionary<string, string> set, string prefix) =>
        set.Where(pair => pair.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, Dictionary<string, string>> OfFunctions(Dictionary<string, string> keys) =>
        keys.Select(pair => (Parts: pair.Key.Split("__", 2), pair.Value))
            .GroupBy(key => key.Parts[0], StringComparer.OrdinalIgnoreCase)
            .ToDictionary(
                group => group.Key,
                group => group.ToDictionary(key => key.Parts.Length > 1 ? key.Parts[1] : DefaultName, key => key.Value, StringComparer.OrdinalIgnoreCase),
                StringComparer.OrdinalIgnoreCase);
}
