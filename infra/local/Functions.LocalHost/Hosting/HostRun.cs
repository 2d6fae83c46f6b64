using Functions.LocalHost.Keys;
using Functions.LocalHost.Processes;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>What one run of the program has beside the lives of the host: files, data, storage, side processes. Disposed, nothing of it is left.</summary>
internal sealed class HostRun : IAsyncDisposable
{
    private const string KeysName = "keys.json";
    private readonly List<SideProcess> _sides = [];
    private DataFolder? _data;
    private HostStorage? _storage;

    private HostRun(CommandLine line, HostFolders folders, HostFile file) => (Line, Folders, File) = (line, folders, file);

    public CommandLine Line { get; }

    public HostFolders Folders { get; }

    public HostFile File { get; }

    public OrphanGuard Guard { get; } = OrphanGuard.Start();

    public ILoggerFactory Logging { get; } = HostLogging.Create();

    public IReadOnlyDictionary<string, string> Environment { get; } = SettingsLayers.Environment();

    public HostStorage Storage => _storage ?? throw new InvalidOperationException("The storage is not open yet.");

    public IReadOnlyList<SideProcess> Sides => _sides;

    /// <summary>Where keys that nobody set are kept.</summary>
    public IKeyStore KeyStore { get; private set; } = new MemoryKeyStore();

    /// <summary>The file of <see cref="KeyStore"/>, short when it is below the folder that the person stands in; null when they are kept in memory.</summary>
    public string? KeyFile
    {
        get
        {
            if (_data?.Path is not { } folder)
            {
                return null;
            }

            var file = Path.Combine(folder, KeysName);
            var near = Path.GetRelativePath(System.Environment.CurrentDirectory, file);
            return near.StartsWith("..", StringComparison.Ordinal) ? file : near;
        }
    }

    /// <summary>The demo that is asked for, or null.</summary>
    public DemoOptions? Demo => Line.Demo ? File.Demo ?? throw new StartFaultException([$"{Folders.HostFile}: found no section demo, expected one."]) : null;

    public string AppRoot => Line.App is { } path ? Path.GetFullPath(path) : Folders.Full(File.App.Publish);

    /// <summary>Reads what there is to read; starts nothing but the guard.</summary>
    public static HostRun Create(CommandLine line)
    {
        var folders = HostFolders.Find(AppContext.BaseDirectory);
        return new HostRun(line, folders, HostFileReader.Read(folders.HostFile));
    }

    /// <summary>The app's settings in all their layers.</summary>
    public Dictionary<string, string> SettingsOfTheApp(Placeholders placeholders) => SettingsLayers.Merge(
        File.Settings,
        Environment,
        Demo is null ? new Dictionary<string, string>() : placeholders.Fill(Demo.Settings),
        Line.SettingsFile is { } path ? SettingsFileReader.Read(path) : new Dictionary<string, string>());

    /// <summary>Takes the data for this run.</summary>
    public void OpenData()
    {
        var external = External;
        _data = external is not null ? DataFolder.External(external.TableEndpoint)
            : Line.KeepsInMemory ? DataFolder.InMemory
            : DataFolder.Open(Line.Data ?? Folders.Full(Demo?.Data ?? File.Data), wipe: Demo is not null);
        if (_data.Path is { } folder)
        {
            KeyStore = new FileKeyStore(Path.Combine(folder, KeysName));
        }
    }

    public async Task PublishAsync(CancellationToken stop)
    {
        if (Line.NoBuild)
        {
            return;
        }

        List<BuiltProject> projects = Line.App is null ? [File.App] : [];
        if (Demo is { } demo)
        {
            projects.AddRange([.. demo.SideProcesses, demo.Command]);
        }

        var publisher = new ProjectPublisher(Folders, Guard, HostConsole.Say);
        foreach (var project in projects.DistinctBy(each => each.Publish))
        {
            await publisher.PublishAsync(project, stop);
        }
    }

    public async Task OpenStorageAsync(CancellationToken stop) =>
        _storage = await HostStorage.OpenAsync(_data!, External, Folders.AzuritePackage, stop);

    public async Task StartSidesAsync(CancellationToken stop)
    {
        var log = Logging.CreateLogger<SideProcess>();
        foreach (var side in Demo?.SideProcesses ?? [])
        {
            _sides.Add(await SideProcess.StartAsync(side, Folders, Guard, log, stop));
            HostConsole.Say($"{side.Name} is ready: {HostConsole.Address(_sides[^1].Url)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var side in _sides)
        {
            await side.DisposeAsync();
        }

        if (_storage is not null)
        {
            await _storage.DisposeAsync();
        }

        _data?.Dispose();
        Guard.Dispose();
        Logging.Dispose();
    }

    private StorageConnection? External => Line.ExternalAzurite is { } text ? StorageConnectionReader.Read(text) : null;
}
