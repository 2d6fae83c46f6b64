using System.Security.Cryptography;
using System.Text;

namespace Functions.LocalHost.Settings;

/// <summary>
/// Where this host keeps its data, held by an open lock file so that no second host works on the same store. The lock goes with the process,
/// however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = ".lock";
    private readonly FileStream? _lock;

    private DataFolder(string? path, FileStream? held) => (Path, _lock) = (path, held);

    /// <summary>Absolute; null when data is in memory, or in somebody else's Azurite.</summary>
    public string? Path { get; }

    /// <summary>The folder of Azurite's files, or null for memory.</summary>
    public string? Azurite => Path is null ? null : System.IO.Path.Combine(Path, "azurite");

    public static DataFolder InMemory { get; } = new(null, null);

    /// <param name="path">Made when it does not exist.</param>
    /// <param name="wipe">Whether to begin with nothing.</param>
    /// <exception cref="StartFaultException">Another host works on it, or it is to be wiped and holds what no host put there.</exception>
    public static DataFolder Open(string path, bool wipe)
    {
        var full = System.IO.Path.GetFullPath(path);
        if (wipe && Directory.Exists(full) && !File.Exists(System.IO.Path.Combine(full, LockName)) && Directory.EnumerateFileSystemEntries(full).Any())
        {
            throw new StartFaultException([$"{full}: found files that no LocalHost put there, expected a folder that may be wiped."]);
        }

        Directory.CreateDirectory(full);
        var held = Lock(System.IO.Path.Combine(full, LockName), full);
        if (wipe)
        {
            Wipe(full);
        }

        return new DataFolder(full, held);
    }

    /// <summary>The same for an Azurite that outlives the host: the lock stands for its address.</summary>
    /// <param name="tables">The address of its tables.</param>
    /// <exception cref="StartFaultException">Another host works on it.</exception>
    public static DataFolder External(Uri tables)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(tables.AbsoluteUri)))[..16];
        return new DataFolder(null, Lock(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"functions-localhost-{name}.lock"), tables.AbsoluteUri));
    }

    public void Dispose() => _lock?.Dispose();

    private static FileStream Lock(string file, string store)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(file))
        {
            throw new StartFaultException([$"{store}: found another LocalHost at work on it, expected none: stop that one, or give this one other data (--data DIR, --data memory)."]);
        }
    }

    private static void Wipe(string path)
    {
        foreach (var entry in new DirectoryInfo(path).EnumerateFileSystemInfos().Where(entry => entry.Name != LockName))
        {
            if (entry is DirectoryInfo folder)
            {
                folder.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }
}
