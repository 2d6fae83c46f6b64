using System.Text.Json;
using System.Text.Json.Nodes;
using Billing.Adapters.Kintone;
using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Adapters.Tests.Kintone;

/// <summary>Every recorded record, mapped.</summary>
public sealed class KintoneMappingTests
{
    [Fact]
    public void Map_AddRecord_ReadsEveryMeaning()
    {
        var record = Map(KintoneKit.Record("add_record.json"));

        var order = record.Order;
        Assert.Equal(("101", 1L, "suzuki", "suzuki"), (record.RecordId, record.Revision, record.Modifier, record.Creator));
        Assert.Equal("A-2025-0101", order.OrderNumber);
        Assert.Equal(new DateOnly(2025, 4, 1), order.OrderedOn);
        Assert.Null(order.ServiceCompletedOn);
        Assert.Null(order.CompanyName);
        Assert.Equal(("田中 太郎", "ﾀﾅｶ ﾀﾛｳ"), (order.CustomerName, order.CustomerNameKana));
        Assert.Equal(("102-0083", "東京都千代田区麹町9-9-9 見本ハイツ203", "090-0000-1234"), (order.PostalCode, order.Address, order.Phone));
        Assert.Null(order.Email);
        Assert.Equal(26_950m, order.Total);
        Assert.Equal(
            [new OrderLine("エアコンクリーニング(壁掛け)", 12_100, 2), new OrderLine("抗菌コート", 2_200, 2), new OrderLine("初回割引", -1_650, 1)],
            order.Lines);
        Assert.Empty(order.ReadFaults);
    }

    [Fact]
    public void Map_UpdateRecord_ReadsTheRowsThatWereChangedAndAdded()
    {
        var record = Map(KintoneKit.Record("update_record.json"));

        Assert.Equal(("101", 2L), (record.RecordId, record.Revision));
        Assert.Equal(record.Order.Total, record.Order.Lines.Sum(line => line.UnitPrice * line.Quantity));
        Assert.True(record.Order.Lines.Count > 3);
    }

    [Fact]
    public void Map_UpdateStatus_StatusConditionHoldsAndIsNoAction()
    {
        var record = Map(KintoneKit.Record("update_status.json"));

        Assert.Equal(5, record.Revision);
        Assert.Contains(new ActiveTrigger(CommandKind.InvoiceRequest, "ステータス=作業完了", IsAction: false), record.Triggers);
    }

    [Fact]
    public void Map_Writeback_ModifierIsTheTokenAndWrittenValuesAreRead()
    {
        var record = Map(KintoneKit.Record("update_record_writeback.json"));

        Assert.Equal((6L, "Administrator"), (record.Revision, record.Modifier));
        Assert.NotNull(record.Written[WriteBackMeaning.ProviderTransactionId]);
    }

    [Fact]
    public void Map_Minimal_EmptyInEveryFormIsNull()
    {
        var order = Map(KintoneKit.Record("add_record_minimal.json")).Order;

        Assert.Null(order.CustomerNameKana);
        Assert.Null(order.CompanyName);
        Assert.Null(order.Email);
        Assert.Null(order.ServiceCompletedOn);
        Assert.Empty(order.Lines);
        Assert.Equal(0m, order.Total);
        Assert.Empty(order.ReadFaults);
    }

    [Fact]
    public void Map_NoOrderDate_IsTheDayOfCreationInJapan() =>
        Assert.Equal(new DateOnly(2025, 4, 2), Map(KintoneKit.Record("add_record_minimal.json")).Order.OrderedOn);

    [Fact]
    public void Map_Overlong_KeepsWhatTheRecordHolds()
    {
        var order = Map(KintoneKit.Record("add_record_overlong.json")).Order;

        Assert.True(order.CustomerName!.Length > 21);
        Assert.Contains(order.Lines, line => line.Name!.Length == 260);
        Assert.Empty(order.ReadFaults);
    }

    [Fact]
    public void Map_AppCode_IdIsTheNumberAndOddLettersStay()
    {
        var record = Map(KintoneKit.Record("add_record_app_code.json"));

        Assert.Equal(("104", "guest/partner@example.jp"), (record.RecordId, record.Modifier));
        Assert.Equal(("㈱髙﨑工務店", "𠮷田　髙﨑"), (record.Order.CompanyName, record.Order.CustomerName));
        Assert.Equal("配管材 \"L字\" <25A> & 継手\\予備", record.Order.Lines[0].Name);
        Assert.Equal((1_320.5m, 0.5m), (record.Order.Lines[0].UnitPrice, record.Order.Lines[0].Quantity));
        Assert.Equal(3_960m, record.Order.Total);
    }

    [Fact]
    public void Map_PaidMember_ReadsCompanyAndCompletion()
    {
        var record = Map(KintoneKit.Record("update_status_paid_member.json"));

        Assert.Equal(("見本フーズ株式会社", "総務部"), (record.Order.CompanyName, record.Order.Department));
        Assert.Equal(new DateOnly(2025, 4, 10), record.Order.ServiceCompletedOn);
        Assert.Equal(91_240m, record.Order.Total);
        Assert.Equal("yamada", record.Modifier);
    }

    [Fact]
    public void Map_CheckBoxHoldsTheValue_IsAnActiveAction() =>
        Assert.Contains(new ActiveTrigger(CommandKind.Refresh, "連絡方法=SMS", IsAction: true), Map(KintoneKit.Record("add_record.json")).Triggers);

    [Fact]
    public void Map_ActionChosen_IsAnActiveAction()
    {
        var json = KintoneKit.Record("add_record.json");
        json["操作"] = new JsonObject { ["type"] = "DROP_DOWN", ["value"] = "利用照会" };

        var record = Map(json);

        Assert.Contains(record.Triggers, trigger => trigger.Key == "CreditCheck:操作=利用照会" && trigger.IsAction);
        Assert.Equal("利用照会", record.Written[WriteBackMeaning.Action]);
    }

    [Fact]
    public void Map_UnreadableAndMissingValues_AreFaultsByMeaningWithoutTheValue()
    {
        var json = KintoneKit.Record("add_record.json");
        json["合計金額"]!["value"] = "49:30";
        json["受注日"]!["value"] = "きのう";
        json.Remove("電話番号");

        var faults = Map(json).Order.ReadFaults;

        Assert.Equal(
            [("OrderedOn", "not_a_date"), ("Phone", "field_missing"), ("Total", "not_a_number")],
            faults.Select(fault => (fault.Meaning, fault.Code)).Order());
        Assert.DoesNotContain(faults, fault => (fault.MessageJa + fault.MessageEn).Contains("49:30", StringComparison.Ordinal));
    }

    [Fact]
    public void Map_EmptyTableRow_IsNoLine()
    {
        var json = KintoneKit.Record("add_record.json");
        var row = json["明細"]!["value"]![0]!["value"]!;
        row["品名"]!["value"] = "";
        row["単価"]!["value"] = "";
        row["数量"]!["value"] = null;

        Assert.Equal(2, Map(json).Order.Lines.Count);
    }

    private static AppRecord Map(JsonObject record) =>
        new KintoneMapping(KintoneKit.Settings(new Uri("https://example.cybozu.com"))).Map(
            KintoneRecord.Read(JsonDocument.Parse(record.ToJsonString()).RootElement)!);
}
