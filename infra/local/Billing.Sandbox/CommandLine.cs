using System.Globalization;
using Billing.Sandbox.Demo;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox;

/// <summary>
/// <c>serve --port N</c> runs the stand-ins until it is stopped; <c>demo --host URL --sandbox URL [--exit]</c> plays the stories.
/// Exit codes: 0 as expected, 1 not as expected, 2 a wrong command line.
/// </summary>
internal static class CommandLine
{
    public const string Usage = """
        Billing.Sandbox serve --port N                                        stand-ins of kintone (/k), NP (/np) and the control API (/control)
        Billing.Sandbox demo --host URL --sandbox URL [--exit]                plays the demo against a running host and sandbox; DEMO_HOST_KEY holds a key of the host
        """;

    public static async Task<int> RunAsync(IReadOnlyList<string> args, string? hostKey, TextWriter output, TextWriter errors, TimeProvider time)
    {
        switch (args)
        {
            case ["serve", "--port", var text] when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= ushort.MaxValue:
                return await ServeAsync(port, output, time);
            case ["demo", ..] when DemoOptions.Parse([.. args.Skip(1)], hostKey) is { } options:
                return await DemoCommand.RunAsync(options, output, !Console.IsOutputRedirected, time, CancellationToken.None);
            default:
                await errors.WriteLineAsync(Usage);
                return 2;
        }
    }

    private static async Task<int> ServeAsync(int port, TextWriter output, TimeProvider time)
    {
        await using var server = await SandboxServer.StartAsync(port, time);
        await output.WriteLineAsync($"Sandbox is ready: {server.Url.GetLeftPart(UriPartial.Authority)}");
        await server.WaitForShutdownAsync();
        return 0;
    }
}
