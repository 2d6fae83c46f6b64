using System.Diagnostics;
using System.Globalization;

namespace Billing.Functions.Hosting;

/// <summary>
/// For tests only (setting <c>TestHooks__CrashPoints</c>): a file of lines <c>name n</c>. At the n-th pass of that point in this process (or
/// the first after it, when the line was written later) the line is removed, so that the next process passes, and the process kills itself as the
/// Functions host would: with SIGKILL.
/// </summary>
internal sealed class FileCrashPoints(string path) : ICrashPoints
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _passes = new(StringComparer.Ordinal);

    public void Pass(string name)
    {
        lock (_gate)
        {
            var passes = _passes.GetValueOrDefault(name) + 1;
            _passes[name] = passes;
            var lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            var hit = Array.FindIndex(lines, line => IsDue(line, name, passes));
            if (hit < 0)
            {
                return;
            }

            File.WriteAllLines(path, lines.Where((_, index) => index != hit));
            using var self = Process.GetCurrentProcess();
            self.Kill();
            Thread.Sleep(Timeout.Infinite); // nothing after the point may run
        }
    }

    private static bool IsDue(string line, string name, int passes) =>
        line.Split(' ') is [var point, var number] && point == name && passes >= int.Parse(number, CultureInfo.InvariantCulture);
}
