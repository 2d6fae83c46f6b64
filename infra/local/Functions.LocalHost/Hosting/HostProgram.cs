using System.Runtime.InteropServices;

using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Hosting;

/// <summary>The process: arguments, signals, exit codes.</summary>
internal static class HostProgram
{
    private const int Stopped = 0;
    private const int Failed = 1;
    private const int Misconfigured = 2;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        using var stop = new CancellationTokenSource();
        using var interrupt = OnSignal(PosixSignal.SIGINT, stop);
        using var terminate = OnSignal(PosixSignal.SIGTERM, stop);
        try
        {
            var line = CommandLine.Parse(arguments);
            if (line.Help)
            {
                Console.Out.WriteLine(CommandLine.Usage);
                return Stopped;
            }

            return await HostSession.RunAsync(line, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Stopped;
        }
        catch (StartFaultException faults)
        {
            Console.Error.WriteLine($"LocalHost cannot start ({faults.Faults.Count} found):");
            foreach (var fault in faults.Faults)
            {
                Console.Error.WriteLine($"  {fault}");
            }

            return Misconfigured;
        }
        catch (HostFailedException fault)
        {
            Console.Error.WriteLine($"LocalHost failed: {fault.Message}");
            return Failed;
        }
        catch (Exception bug) // the boundary of the process: whatever it is, it is told, and what was started has been ended by then
        {
            Console.Error.WriteLine($"LocalHost failed: {bug}");
            return Failed;
        }
    }

    // The first signal asks; a second one is the system's business, and the guard of the children sees to the rest.
    private static PosixSignalRegistration OnSignal(PosixSignal signal, CancellationTokenSource stop) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = !stop.IsCancellationRequested;
            stop.Cancel();
        });
}
