using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

using EndToEnd.Harness;

using Functions.LocalHost.Storage;

namespace EndToEnd.Lifecycle;

/// <summary>Design §4: personal data lives in documented columns only, never in logs, messages, or inputs and results of orchestrations.</summary>
public sealed class When_people_are_named_in_a_record
{
    /// <summary>Names, an address and a phone number that nothing else holds.</summary>
    private static readonly string[] Planted = ["橘川　蘭子", "橘川 蘭子", "橘川", "蘭子", "轟木町", "7-77-7", "080-7654-3219", "08076543219", "7654-3219"];

    /// <summary>The app's tables, the host's instances with their histories and events, and its queues' messages.</summary>
    private static readonly string[] Tables =
        ["Transactions", "TransactionIndex", "DeadLetters", "BillingFunctionsOrchestrations", "BillingFunctionsInbox", "HostQueues"];

    [Fact]
    public async Task Should_show_them_to_nobody_whatever_happens()
    {
        await using var stack = await Stack.StartAsync();
        var address = "東京都千代田区轟木町7-77-7";
        var paid = await stack.Sandbox.AddAsync(Orders.New("橘川　蘭子", "080-7654-3219", address, action: null));
        await stack.Sandbox.FaultAsync(new JsonObject { ["service"] = "np", ["method"] = "POST", ["path"] = "/v1/transactions", ["kind"] = "reset", ["afterActing"] = true, ["count"] = 1 });
        await stack.Sandbox.EditAsync(paid, new JsonObject { ["操作"] = "利用照会" });
        await stack.ShowsAsync(paid, ("取引状況", "利用照会OK"), ("操作", ""));
        await stack.Sandbox.EditAsync(paid, Orders.RequestInvoice());
        await stack.ShowsAsync(paid, ("取引状況", "請求依頼済"));
        var refused = await stack.Sandbox.AddAsync(Orders.New("橘川　蘭子", "080-7654-3219-12", address));
        await stack.ShowsAsync(refused, ("NG理由", Stack.Filled), ("操作", ""));

        var seen = new StringBuilder(stack.Host.Output);
        foreach (var record in new[] { paid, refused })
        {
            seen.AppendLine((await stack.TransactionAsync(record))!.ToString());
            seen.AppendLine(await stack.Api.GetStringAsync($"transactions/orders-{record}/timeline"));
        }

        var rows = await AppendTablesAsync(stack, seen);

        Assert.True(rows > 20, $"{rows} rows were read");
        var text = Legible(seen.ToString());
        Assert.Contains("利用照会OK", text, StringComparison.Ordinal); // Japanese is legible here: what is absent is absent
        Assert.Contains($"\"Transaction\":\"orders-{paid}\"", text, StringComparison.OrdinalIgnoreCase); // and so are the inputs of orchestrations
        Assert.DoesNotContain(Planted, planted => text.Contains(planted, StringComparison.Ordinal));
        Assert.DoesNotContain(HostOptions.DefaultHostKey, text, StringComparison.Ordinal);
    }

    private static async Task<int> AppendTablesAsync(Stack stack, StringBuilder seen)
    {
        using var tables = new TableStore(stack.AzuriteStorage, TimeProvider.System);
        var rows = 0;
        foreach (var name in Tables)
        {
            TableContinuation? after = null;
            do
            {
                var page = await tables.QueryAsync(name, new TableQuery { After = after }, CancellationToken.None);
                foreach (var row in page.Rows)
                {
                    rows++;
                    seen.AppendLine(row.PartitionKey).AppendLine(row.RowKey).AppendJoin('\n', row.Values.Values.Select(Text)).AppendLine();
                }

                after = page.Next;
            }
            while (after is not null);
        }

        return rows;
    }

    private static string Text(object value) => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>Shows what escapes and base64 of JSON hide.</summary>
    private static string Legible(string text)
    {
        text = Regex.Replace(text, "\"body\":\"([A-Za-z0-9+/]+=*)\"", body => Encoding.UTF8.GetString(Convert.FromBase64String(body.Groups[1].Value)));
        return Regex.Replace(text, @"\\u([0-9A-Fa-f]{4})", escape => ((char)int.Parse(escape.Groups[1].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString());
    }
}
