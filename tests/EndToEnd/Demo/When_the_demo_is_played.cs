using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using EndToEnd.Harness;

namespace EndToEnd.Demo;

/// <summary>The first of the two commands, as a person types it, on what was built before.</summary>
public sealed partial class When_the_demo_is_played
{
    private const string Key = "key-of-the-demo-under-test-0123456789";

    /// <summary>A run makes progress or names the step that did not come within 90 s; this bounds a hang of the whole.</summary>
    private static readonly TimeSpan Hung = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task Should_show_each_step_and_the_table_and_end_with_0()
    {
        await using var demo = Play();

        Assert.True(await demo.WaitForExitAsync(Hung) == 0, demo.Output);

        Assert.Contains("期待どおり: 5件すべて", demo.Output, StringComparison.Ordinal);
        Assert.Contains("Keys: the one set as LOCALHOST_HOST_KEY", demo.Output, StringComparison.Ordinal);
        Assert.All(
            ["取引状況 → 利用照会OK", "取引状況 → 利用照会NG", "取引状況 → 保留", "取引状況 → 請求依頼済", "取引状況 → 請求書発行済", "取引状況 → 立替済", "購入者支払日 → "],
            step => Assert.Contains(step, demo.Output, StringComparison.Ordinal));
        var rows = demo.Lines.Where(line => TableRow().IsMatch(line)).ToList();
        Assert.Equal(5, rows.Count);
        Assert.All(rows, row => Assert.EndsWith("OK", row.TrimEnd(), StringComparison.Ordinal));
        Assert.DoesNotContain(Key, demo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("見本", demo.Output, StringComparison.Ordinal); // buyers appear by their alias only
    }

    [Fact]
    public async Task Should_end_with_1_and_say_why_when_NP_holds_more_than_one_registration_of_a_record()
    {
        await using var demo = Play();
        var sandbox = new Uri(await demo.WaitForAsync(SandboxLine(), Hung));

        await RegisterAsync(sandbox, "orders-101-2"); // the demo's records begin at 101, and the app registers -1

        Assert.True(await demo.WaitForExitAsync(Hung) == 1, demo.Output);
        Assert.Contains("NP holds 2 registrations", demo.Output, StringComparison.Ordinal);
        Assert.Contains("期待と異なる: 5件中1件", demo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_leave_the_host_running_with_its_urls_printed_when_nobody_asked_it_to_end()
    {
        await using var demo = Play(exits: false);
        var host = new Uri(await demo.WaitForAsync(HostLine(), Hung));
        var sandbox = new Uri(await demo.WaitForAsync(SandboxLine(), Hung));
        await demo.WaitForAsync(FirstStep(), Hung);

        Process.GetProcessById(CommandOf(host)).Kill(); // its end is what matters here; how it ends by itself is above

        await demo.WaitForAsync(KeepsRunning(), Hung);
        Assert.Equal(host, new Uri(await demo.WaitForAsync(HostAtTheEnd(), Hung)));
        Assert.Equal(sandbox, new Uri(await demo.WaitForAsync(SandboxAtTheEnd(), Hung)));
        await demo.WaitForAsync(LookLine(), Hung);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-functions-key", Key);
        using var health = await http.GetAsync(new Uri(host, "api/health"));
        using var control = await http.GetAsync(new Uri(sandbox, "control/health"));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (health.StatusCode, control.StatusCode));
        Assert.DoesNotContain(Key, demo.Output, StringComparison.Ordinal);
    }

    /// <summary>The process that plays the stories against this host.</summary>
    private static int CommandOf(Uri host) => Directory.EnumerateDirectories("/proc")
        .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
        .Single(id => id > 0 && ArgumentsOf(id) is var arguments && arguments.Contains("demo") && arguments.Contains(host.GetLeftPart(UriPartial.Authority)));

    private static string[] ArgumentsOf(int processId)
    {
        try
        {
            return File.ReadAllText($"/proc/{processId}/cmdline").Split('\0');
        }
        catch (IOException)
        {
            return []; // it ended meanwhile
        }
    }

    private static ChildProcess Play(bool exits = true)
    {
        var start = new ProcessStartInfo("dotnet", [Built.LocalHost, "demo", .. exits ? (string[])["--exit"] : [], "--no-build", "--port", "0", "--data", "memory"])
        {
            WorkingDirectory = Built.Root,
        };
        start.Environment["LOCALHOST_HOST_KEY"] = Key;
        return ChildProcess.Start(start);
    }

    private static async Task RegisterAsync(Uri sandbox, string number)
    {
        using var np = new HttpClient { BaseAddress = sandbox };
        np.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("sandbox-merchant:sandbox-sp")));
        np.DefaultRequestHeaders.Add("X-NP-Terminal-Id", "sandbox-terminal");
        var order = JsonNode.Parse($$"""
            { "transactions": [ { "shop_transaction_id": "{{number}}", "shop_order_date": "2026-11-25", "settlement_type": "air", "billed_amount": 1000,
              "customer": { "customer_name": "見本　太郎", "zip_code": "102-0083", "address": "東京都千代田区麹町9-9-9", "tel": "090-0000-1234" },
              "goods": [ { "goods_name": "作業", "goods_price": 1000, "quantity": 1 } ] } ] }
            """);
        using var answer = await np.PostAsJsonAsync("np/v1/transactions", order);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex(@"^sandbox is ready: (http://\S+)")]
    private static partial Regex SandboxLine();

    [GeneratedRegex(@"^LocalHost is ready: (http://\S+)")]
    private static partial Regex HostLine();

    [GeneratedRegex(@"(取引状況 → 照会中|取引状況 → 利用照会OK)")]
    private static partial Regex FirstStep();

    [GeneratedRegex(@"^(The demo did not go as expected \(exit code \d+\): see above\. The host keeps running; Ctrl-C ends it\.)")]
    private static partial Regex KeepsRunning();

    [GeneratedRegex(@"^  host +(http://\S+)  \(keys: the one set as LOCALHOST_HOST_KEY")]
    private static partial Regex HostAtTheEnd();

    [GeneratedRegex(@"^  sandbox +(http://\S+)$")]
    private static partial Regex SandboxAtTheEnd();

    [GeneratedRegex(@"^(  Look: KEY=\$LOCALHOST_HOST_KEY; curl )")]
    private static partial Regex LookLine();

    /// <summary>Record, alias, story …: the table, not the lines of the steps, which begin with a time.</summary>
    [GeneratedRegex(@"^\s+1\d\d\s+\S様\s")]
    private static partial Regex TableRow();
}
