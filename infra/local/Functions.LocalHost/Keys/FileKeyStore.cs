using System.Text.Json;

namespace Functions.LocalHost.Keys;

/// <summary>Keeps the keys in one JSON file that only its owner may read. A host has its data folder to itself, so nothing is locked here.</summary>
internal sealed class FileKeyStore(string path) : IKeyStore
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <exception cref="InvalidDataException">The file is there and holds something else; the message names the file.</exception>
    public async Task<IReadOnlyDictionary<string, string>> LoadAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            return new Dictionary<string, string>();
        }

        try
        {
            await using var stream = File.OpenRead(path);
            return await JsonSerializer.DeserializeAsync<Dictionary<string, string>>(stream, cancellationToken: cancellationToken) ?? [];
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"{path} does not hold the host's keys (one JSON object of texts): delete it to get new keys.", broken);
        }
    }

    public async Task SaveAsync(IReadOnlyDictionary<string, string> keys, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (var stream = new FileStream(temporary, options))
        {
            await JsonSerializer.SerializeAsync(stream, keys, cancellationToken: cancellationToken);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
