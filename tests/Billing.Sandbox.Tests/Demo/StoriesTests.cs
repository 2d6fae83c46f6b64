using System.Globalization;
using Billing.Sandbox.Demo;
using Billing.Sandbox.NpAtobarai;

namespace Billing.Sandbox.Tests.Demo;

/// <summary>The stories play what the issue asks for (§7.1), and their data steers NP as they say.</summary>
public sealed class StoriesTests
{
    [Theory]
    [InlineData("承認され、入金まで", "00")]
    [InlineData("NG、理由つき", "20")]
    [InlineData("保留、訂正して承認", "10")]
    [InlineData("承認後に変更、再照会", "00")]
    [InlineData("審査のあと承認", "40")]
    public void Order_AtNp_GetsTheResultOfTheStory(string name, string result)
    {
        var order = Stories.All.Single(story => story.Name == name).Order;
        var amount = order[OrderFields.Lines]!.AsArray().Sum(row => Number(row!["value"]!["単価"]!["value"]!) * Number(row["value"]!["数量"]!["value"]!));
        var party = new NpParty((string)order["顧客名"]!, "", "", "", (string)order["郵便番号"]!, (string)order["住所"]!, (string)order["電話番号"]!, "");

        Assert.Empty(PartyRules.Faults(party, isDestination: false));
        Assert.Equal(result, CreditRules.Decide(new NpOrder("x", default, amount, party)).Code);
    }

    [Fact]
    public void Stories_AliasesAndNames_AreDistinct()
    {
        Assert.Equal(Stories.All.Count, Stories.All.Select(story => story.Alias).Distinct().Count());
        Assert.Equal(["立替済", "利用照会NG", "立替済", "立替済", "利用照会OK"], Stories.All.Select(story => story.Expected));
        Assert.Equal([1, 0, 1, 1, 0], Stories.All.Select(story => story.Invoices));
        Assert.Equal([0, 0, 1, 1, 0], Stories.All.Select(story => story.Updates));
    }

    private static long Number(System.Text.Json.Nodes.JsonNode node) => long.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
}
