using Benchmarks;
using Benchmarks.Acks;
using Benchmarks.BillingRun;
using Benchmarks.Invoicing;
using Benchmarks.Replay;
using Benchmarks.StartUp;
using Benchmarks.Turns;

if (args is [EmptyApp.Argument, var url])
{
    EmptyApp.Run(url);
    return 0;
}

if (args is [StepsApp.Argument])
{
    await StepsApp.RunAsync();
    return 0;
}

var all = new Dictionary<string, Func<Task<IReadOnlyList<Figure>>>>
{
    ["replay"] = () => Task.FromResult(ReplayBenchmark.Run()),
    ["start-up"] = StartUpBenchmark.RunAsync,
    ["acks"] = AckBenchmark.RunAsync,
    ["turns"] = TurnBenchmark.RunAsync,
    ["invoicing"] = InvoicingBenchmark.RunAsync,
    ["billing-run"] = BillingRunBenchmark.RunAsync,
};
if (args is not [var name] || (name != "all" && !all.ContainsKey(name)))
{
    Console.Error.WriteLine($"usage: dotnet run -c Release --project tests/Benchmarks -- [all | {string.Join(" | ", all.Keys)}]");
    return 2;
}

var figures = new List<Figure>();
foreach (var (each, run) in all.Where(benchmark => name == "all" || benchmark.Key == name))
{
    Console.WriteLine($"{each} …");
    figures.AddRange(await run());
}

Figures.Print(figures, Console.Out);
return 0;
