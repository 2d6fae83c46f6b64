using System.Diagnostics;

namespace Benchmarks.Invoicing;

/// <summary>
/// A PostgreSQL server of its own in a temporary directory, spoken to through psql on a Unix socket. PostgreSQL refuses to run as root: then it runs as the
/// user <c>postgres</c> that its package makes.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Packages = "/usr/lib/postgresql";
    private static readonly string[] Settings =
    [
        "-c", "listen_addresses=", "-c", "fsync=off", "-c", "shared_buffers=512MB", "-c", "work_mem=512MB", "-c", "max_parallel_workers_per_gather=0",
        "-c", "max_wal_size=4GB", "-c", "timezone=UTC",
    ];

    private readonly string _programs;
    private readonly string _directory;
    private Process? _server;

    private PostgresServer(string programs, string directory) => (_programs, _directory) = (programs, directory);

    /// <summary>As <c>postgres --version</c> says.</summary>
    public string Version { get; private set; } = "";

    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, or does not start.</exception>
    public static async Task<PostgresServer> StartAsync()
    {
        var programs = Directory.Exists(Packages)
            ? Directory.GetDirectories(Packages).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "postgres"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
        if (programs is null)
        {
            throw new InvalidOperationException($"No PostgreSQL below {Packages}. Install it: apt-get install postgresql-15.");
        }

        var server = new PostgresServer(programs, Directory.CreateTempSubdirectory("invoices-").FullName);
        await server.StartServerAsync();
        return server;
    }

    /// <summary>Runs a script and gives what it prints, unaligned and without headers.</summary>
    /// <param name="script">SQL and psql's commands.</param>
    /// <param name="variables">Set before, for <c>:'name'</c>.</param>
    public async Task<string> RunAsync(string script, params (string Name, string Value)[] variables)
    {
        string[] arguments = ["-h", _directory, "-U", "postgres", "-d", "postgres", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", .. variables.SelectMany(each => new[] { "-v", $"{each.Name}={each.Value}" })];
        return await RunProgramAsync("psql", arguments, script);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await RunProgramAsync("pg_ctl", ["stop", "-D", Data, "-m", "fast", "-s"], null);
            await _server.WaitForExitAsync();
            _server.Dispose();
        }

        Directory.Delete(_directory, true);
    }

    private string Data => Path.Combine(_directory, "data");

    private async Task StartServerAsync()
    {
        if (Environment.UserName == "root")
        {
            using var given = Process.Start("chown", ["postgres", _directory]);
            await given.WaitForExitAsync();
        }

        Version = (await RunProgramAsync("postgres", ["--version"], null)).Trim();
        await RunProgramAsync("initdb", ["-D", Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"], null);
        _server = Process.Start(StartInfo("postgres", ["-D", Data, "-k", _directory, .. Settings])) ?? throw new InvalidOperationException("PostgreSQL did not start.");
        _ = _server.StandardError.ReadToEndAsync();
        _ = _server.StandardOutput.ReadToEndAsync();
        await RunProgramAsync("pg_ctl", ["status", "-D", Data], null, retries: 50);
        await RunProgramAsync("pg_isready", ["-h", _directory, "-q"], null, retries: 100);
    }

    private async Task<string> RunProgramAsync(string program, string[] arguments, string? input, int retries = 0)
    {
        for (; ; retries--)
        {
            using var process = Process.Start(StartInfo(program, arguments)) ?? throw new InvalidOperationException($"{program} did not start.");
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
            {
                return await output;
            }

            if (retries <= 0)
            {
                throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {await errors}");
            }

            await Task.Delay(100);
        }
    }

    private ProcessStartInfo StartInfo(string program, string[] arguments)
    {
        var path = Path.Combine(_programs, program);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. arguments])
            : new ProcessStartInfo(path, arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        start.WorkingDirectory = _directory;
        return start;
    }
}
