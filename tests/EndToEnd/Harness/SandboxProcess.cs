using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Harness;

/// <summary>The stand-ins of kintone and NP as a process of its own; it outlives hosts and apps.</summary>
internal sealed partial class SandboxProcess : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private SandboxProcess(ChildProcess process, Uri url) => (_process, Url) = (process, url);

    public Uri Url { get; }

    public static async Task<SandboxProcess> StartAsync()
    {
        var process = ChildProcess.Start(new ProcessStartInfo("dotnet", [Built.Sandbox, "serve", "--port", "0"]) { WorkingDirectory = Built.Root });
        try
        {
            return new SandboxProcess(process, new Uri(await process.WaitForAsync(ReadyLine(), TimeSpan.FromSeconds(60))));
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    [GeneratedRegex(@"Sandbox is ready: (http://\S+)")]
    private static partial Regex ReadyLine();
}
