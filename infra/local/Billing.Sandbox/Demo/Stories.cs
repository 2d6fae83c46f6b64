using System.Text.Json.Nodes;
using static Billing.Sandbox.Demo.Expectation;
using static Billing.Sandbox.Demo.OrderFields;

namespace Billing.Sandbox.Demo;

/// <summary>The demo's stories (issue "Main job" §7.1). NP's answers are steered by the orders' data (providers.md §3 rule 4).</summary>
internal static class Stories
{
    private const string GoodAddress = "東京都千代田区麹町9-9-9 見本ハイツ203";

    private static Step.Expect IsIssued { get; } = new(Is(Status, "請求書発行済"), Filled(IssuedOn), Filled(DueOn));

    private static Step.Expect IsAdvanced { get; } = new(Is(Status, "立替済"), Filled(AdvancedOn));

    private static Step.Expect IsApproved { get; } = new(Is(Status, "利用照会OK"), Filled(NpId), Empty(Reason), Empty(OrderFields.Action));

    public static IReadOnlyList<Story> All { get; } = [FollowedToPaid(), Rejected(), HeldThenApproved(), UpdatedAfterApproval(), UnderReview()];

    private static Story FollowedToPaid() => new("承認され、入金まで", "A様", Order("見本　太郎", "090-0000-1234", GoodAddress, 12_100, 2), new Dictionary<Act, IReadOnlyList<Step>>
    {
        [Act.Order] = [IsApproved, .. RequestInvoice()],
        [Act.Issue] = [IsIssued],
        [Act.Advance] = [IsAdvanced],
        // The buyer's payment leaves 取引状況 as it is and fills its own date.
        [Act.Pay] = [new Step.BuyerPays(), new Step.Expect(Is(Status, "立替済"), Filled(PaidOn))],
    }, Invoices: 1, Updates: 0);

    private static Story Rejected() => new("NG、理由つき", "B様", Order("見本　次郎", "090-0000-2345", GoodAddress, 60_500, 1), new Dictionary<Act, IReadOnlyList<Step>>
    {
        [Act.Order] = [new Step.Expect(Is(Status, "利用照会NG"), Filled(NpId), Filled(Reason))],
    }, Invoices: 0, Updates: 0);

    private static Story HeldThenApproved() => new("保留、訂正して承認", "C様", Order("見本　三郎", "090-0000-3456", "東京都千代田区麹町 番地不備", 22_000, 1), new Dictionary<Act, IReadOnlyList<Step>>
    {
        [Act.Order] =
        [
            new Step.Expect(Is(Status, "保留"), Filled(NpId), Filled(Reason), Empty(OrderFields.Action)),
            new Step.Edit("住所を訂正し、取引更新", _ => new JsonObject { [Address] = GoodAddress, [OrderFields.Action] = "取引更新" }),
            new Step.ExpectUpdates(1),
            IsApproved,
            .. RequestInvoice(),
        ],
        [Act.Issue] = [IsIssued],
        [Act.Advance] = [IsAdvanced],
    }, Invoices: 1, Updates: 1);

    private static Story UpdatedAfterApproval() => new("承認後に変更、再照会", "D様", Order("見本　四郎", "090-0000-4567", GoodAddress, 8_800, 1), new Dictionary<Act, IReadOnlyList<Step>>
    {
        [Act.Order] =
        [
            IsApproved,
            new Step.Edit("数量を3に変更し、取引更新", _ => new JsonObject { [Lines] = LinesOf(8_800, 3), [OrderFields.Action] = "取引更新" }),
            new Step.ExpectUpdates(1),
            IsApproved,
            .. RequestInvoice(),
        ],
        [Act.Issue] = [IsIssued],
        [Act.Advance] = [IsAdvanced],
    }, Invoices: 1, Updates: 1);

    private static Story UnderReview() => new("審査のあと承認", "E様", Order("審査　花子", "090-0000-5678", GoodAddress, 5_500, 1), new Dictionary<Act, IReadOnlyList<Step>>
    {
        // 照会中 shows in between; how long depends on the poll ladder, so nothing waits for it.
        [Act.Order] = [IsApproved],
    }, Invoices: 0, Updates: 0);

    private static Step[] RequestInvoice() =>
    [
        new Step.Edit("作業完了日を入れ、請求書発行依頼", today => new JsonObject { [CompletedOn] = $"{today:yyyy-MM-dd}", [OrderFields.Action] = "請求書発行依頼" }),
        new Step.Expect(Is(Status, "請求依頼済"), Filled(ExpectedIssueOn), Empty(OrderFields.Action)),
    ];

    private static JsonObject Order(string name, string phone, string address, int price, int quantity) => new()
    {
        ["顧客名"] = name,
        ["郵便番号"] = "102-0083",
        [Address] = address,
        ["電話番号"] = phone,
        ["支払方法"] = "NP後払いair",
        [Lines] = LinesOf(price, quantity),
        [OrderFields.Action] = "利用照会",
    };

    private static JsonArray LinesOf(int price, int quantity) => new(new JsonObject
    {
        ["value"] = new JsonObject
        {
            ["品名"] = new JsonObject { ["value"] = "エアコンクリーニング" },
            ["単価"] = new JsonObject { ["value"] = price },
            ["数量"] = new JsonObject { ["value"] = quantity },
            ["税率"] = new JsonObject { ["value"] = "10%" },
        },
    });
}
