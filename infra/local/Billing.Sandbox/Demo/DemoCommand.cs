namespace Billing.Sandbox.Demo;

/// <summary>The command <c>demo</c>: 0 when everything was as expected, else 1.</summary>
internal static class DemoCommand
{
    public static async Task<int> RunAsync(DemoOptions options, TextWriter output, bool isTerminal, TimeProvider time, CancellationToken cancellationToken)
    {
        var reporter = new DemoReporter(DemoReporter.ConsoleOf(output, isTerminal), time);
        using var http = new HttpClient { BaseAddress = options.Sandbox };
        try
        {
            var asExpected = await new DemoRun(options, new SandboxClient(http), reporter, time).PlayAsync(Stories.All, cancellationToken);
            if (!options.Exit)
            {
                reporter.Heading("ホストは動き続けます。次に見るところ:");
                reporter.Note($"  取引の一覧              GET {new Uri(options.Host, "api/transactions")}  (x-functions-key)");
                reporter.Note($"  取引の経過              GET {new Uri(options.Host, $"api/transactions/{DemoOptions.AppKey}-101/timeline")}  (x-functions-key)");
                reporter.Note($"  kintoneのレコード       GET {new Uri(options.Sandbox, $"control/kintone/apps/{DemoOptions.AppId}/records/101")}");
                reporter.Note($"  kintoneとNPが受けたもの GET {new Uri(options.Sandbox, "control/received")}");
            }

            return asExpected ? 0 : 1;
        }
        catch (Exception failure) when (failure is DemoException or HttpRequestException)
        {
            reporter.Heading($"デモを続けられません: {failure.Message} ({options.Sandbox} と {options.Host} が動いているか確認してください)");
            return 1;
        }
    }
}
