using System.Text.Json;
using Billing.Adapters.Kintone;
using Billing.Adapters.Providers.NpAtobarai;
using Billing.Adapters.Tests.Kintone;
using Billing.Core.Transactions;

namespace Billing.Adapters.Tests.Providers.NpAtobarai;

/// <summary>The rules of providers §2.3.</summary>
public sealed class NpAirRulesTests
{
    private static readonly NpAirRules Rules = new(new NpAirProfile());

    [Fact]
    public void Apply_GoodOrder_IsNormalisedWithoutFaults()
    {
        var (order, faults) = Rules.Apply(NpKit.Order);

        Assert.Empty(faults);
        Assert.Equal(("田中　太郎", "タナカ　タロウ"), (order.CustomerName, order.CustomerNameKana));
        Assert.Equal(("1020083", "09000001234"), (order.PostalCode, order.Phone));
        Assert.Equal(26_950, order.BilledAmount);
        Assert.Equal([new NpGoods("エアコンクリーニング(壁掛け)", 12_100, 2), new NpGoods("抗菌コート", 2_200, 2), new NpGoods("初回割引", -1_650, 1)], order.Goods);
    }

    [Fact]
    public void Apply_EmptyOrder_NamesEveryRequiredMeaning() =>
        Assert.Equal(
            ["Address:required", "CustomerName:required", "Lines:required", "Phone:required", "PostalCode:required", "Total:required"],
            Faults(new OrderContent { OrderNumber = "x" }));

    [Theory]
    [InlineData("CustomerName", 21, 22)]
    [InlineData("CompanyName", 30, 31)]
    [InlineData("Department", 30, 31)]
    [InlineData("Address", 55, 56)]
    public void Apply_Length_CountsFullWidthLetters(string meaning, int fits, int tooLong)
    {
        Assert.Empty(Faults(With(meaning, new string('あ', fits))));
        Assert.Equal([$"{meaning}:too_long"], Faults(With(meaning, new string('あ', tooLong))));
    }

    [Fact]
    public void Apply_HalfWidthKanaWithMarks_CountAsTheLettersTheyBecome() =>
        Assert.Empty(Faults(NpKit.Order with { CustomerNameKana = string.Concat(Enumerable.Repeat("ｶﾞ", 25)) }));

    [Theory]
    [InlineData("たなか　たろう", "タナカ　タロウ")]
    [InlineData("ﾔﾏﾀﾞ ｼﾞﾛｳ", "ヤマダ　ジロウ")]
    [InlineData("ガ\u3099", null)]
    [InlineData("Tanaka", null)]
    public void Apply_Kana_IsKatakanaOrAFault(string kana, string? expected)
    {
        var (order, faults) = Rules.Apply(NpKit.Order with { CustomerNameKana = kana });

        if (expected is null)
        {
            Assert.Equal("CustomerNameKana", Assert.Single(faults).Meaning);
        }
        else
        {
            Assert.Empty(faults);
            Assert.Equal(expected, order.CustomerNameKana);
        }
    }

    [Theory]
    [InlineData("1070052", "1070052")]
    [InlineData("107-0052", "1070052")]
    [InlineData("１０２－００８３", "1020083")]
    [InlineData("107ー0052", "1070052")]
    [InlineData("107-005", null)]
    [InlineData("10-70052", null)]
    [InlineData("〒107-0052", null)]
    public void Apply_PostalCode_IsSevenDigits(string code, string? expected) =>
        Single("PostalCode", NpKit.Order with { PostalCode = code }, order => order.PostalCode, expected);

    [Theory]
    [InlineData("090-0000-1234", "09000001234")]
    [InlineData("０９０－００００‐５６７８", "09000005678")]
    [InlineData("+81 90-0000-1234", "09000001234")]
    [InlineData("+81 (0)90 0000 1234", "09000001234")]
    [InlineData("+81-52-000-3333", "0520003333")]
    [InlineData("052-000-3333", "0520003333")]
    [InlineData("0600001111", "0600001111", false)]
    [InlineData("020-0000-0001", "02000000001")]
    [InlineData("050-0000-0001", "05000000001")]
    [InlineData("060-0000-0001", "06000000001")]
    [InlineData("070-0000-0001", "07000000001")]
    [InlineData("080-0000-0001", "08000000001")]
    [InlineData("090-0000-123", null)]
    [InlineData("03-0000-00001", null)]
    [InlineData("110", null)]
    [InlineData("+1 212 000 0000", null)]
    public void Apply_Phone_HasTheDigitsOfItsKind(string phone, string? expected, bool isFine = true) =>
        Single("Phone", NpKit.Order with { Phone = phone }, order => order.Phone, isFine ? expected : null);

    [Theory]
    [InlineData("keiri@example.co.jp", true)]
    [InlineData("yoshida+np@example.jp", true)]
    [InlineData("keiri@example", false)]
    [InlineData("経理@example.jp", false)]
    [InlineData("a b@example.jp", false)]
    public void Apply_Email_IsAsciiInItsForm(string email, bool isFine) =>
        Assert.Equal(isFine ? [] : ["Email:bad_form"], Faults(NpKit.Order with { Email = email }));

    [Fact]
    public void Apply_EmailTooLong_IsAFault() =>
        Assert.Equal(["Email:too_long"], Faults(NpKit.Order with { Email = new string('a', 90) + "@example.jp" }));

    [Theory]
    [InlineData("𠮷田　太郎")]
    [InlineData("田中🔧太郎")]
    [InlineData("田中\u0007太郎")]
    public void Apply_LettersOutsideJis_AreForbidden(string name) =>
        Assert.Equal(["CustomerName:forbidden_letters"], Faults(NpKit.Order with { CustomerName = name }));

    [Fact]
    public void Apply_VariantKanjiAndCompanyMark_AreKept()
    {
        var (order, faults) = Rules.Apply(NpKit.Order with { CompanyName = "㈱髙﨑工務店", Address = "東京都千代田区麹町９ー９−９　見本〜ビル～別館①" });

        Assert.Empty(faults);
        Assert.Equal(("㈱髙﨑工務店", "東京都千代田区麹町９ー９－９　見本～ビル～別館①"), (order.CompanyName, order.Address));
    }

    [Fact]
    public void Apply_SumDiffersFromTotal_IsAFault() => Assert.Equal(["Total:sum_differs"], Faults(NpKit.Order with { Total = 26_951 }));

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    public void Apply_TotalNotAboveZero_IsAFault(string total) =>
        Assert.Contains("Total:not_positive", Faults(NpKit.Order with { Total = decimal.Parse(total, System.Globalization.CultureInfo.InvariantCulture) }));

    [Fact]
    public void Apply_Fractions_AreFaultsNotRoundings() =>
        Assert.Equal(
            ["LineQuantity:fraction", "LineUnitPrice:fraction", "Total:fraction"],
            Faults(NpKit.Order with { Total = 660.25m, Lines = [new OrderLine("配管材", 1_320.5m, 0.5m)] }));

    [Fact]
    public void Apply_HugeNumbers_AreFaultsNotOverflows() =>
        Assert.Equal(
            ["LineQuantity:too_large", "LineUnitPrice:too_large", "Total:too_large"],
            Faults(NpKit.Order with { Total = decimal.MaxValue, Lines = [new OrderLine("x", decimal.MaxValue, decimal.MaxValue)] }));

    [Fact]
    public void Apply_LineFaults_AreSaidOnceEach() =>
        Assert.Equal(
            ["LineName:required", "LineName:too_long", "LineQuantity:not_positive", "LineQuantity:required", "LineUnitPrice:required"],
            Faults(NpKit.Order with { Lines = [new(null, null, 0), new(null, null, null), new(new string('長', 151), 1, 1)] }));

    [Fact]
    public void Apply_FaultsOfTheReading_AreKeptAndNotDoubled()
    {
        var content = NpKit.Order with { Total = null, ReadFaults = [new("Total", "not_a_number", "数値として読めません。", "Total cannot be read.")] };

        var fault = Assert.Single(Rules.Apply(content).Faults);

        Assert.Equal(("not_a_number", "合計金額が数値として読めません。"), (fault.Code, fault.MessageJa));
    }

    [Theory]
    [InlineData("add_record.json", "")]
    [InlineData("update_record.json", "")]
    [InlineData("update_status.json", "")]
    [InlineData("update_status_paid_member.json", "")]
    [InlineData("add_record_minimal.json", "Lines:required,Phone:bad_form,Total:not_positive")]
    [InlineData("add_record_overlong.json", "Address:too_long,CompanyName:too_long,CustomerName:too_long,CustomerNameKana:too_long,Email:too_long,LineName:too_long")]
    [InlineData("add_record_app_code.json", "CustomerName:forbidden_letters,LineQuantity:fraction,LineUnitPrice:fraction")]
    public void Apply_RecordedRecord_HasTheseFaults(string fixture, string expected)
    {
        var record = KintoneRecord.Read(JsonDocument.Parse(KintoneKit.Record(fixture).ToJsonString()).RootElement)!;
        var order = new KintoneMapping(KintoneKit.Settings(new Uri("https://example.cybozu.com"))).Map(record).Order;

        Assert.Equal(expected, string.Join(",", Faults(order)));
    }

    [Fact]
    public void Apply_EveryFault_SaysWhatToDoInBothLanguagesAndNeverTheValue()
    {
        var content = NpKit.Order with
        {
            CustomerName = "秘密🔧" + new string('長', 40),
            CustomerNameKana = "Himitsu",
            PostalCode = "himitsu-zip",
            Phone = "himitsu-tel",
            Email = "himitsu-mail",
            Total = 12_345.67m,
        };

        foreach (var fault in Rules.Apply(content).Faults)
        {
            Assert.Contains("ください", fault.MessageJa, StringComparison.Ordinal);
            Assert.StartsWith(fault.Meaning, fault.MessageEn, StringComparison.Ordinal);
            foreach (var value in (string[])["秘密", "imitsu", "12345"])
            {
                Assert.DoesNotContain(value, fault.MessageJa + fault.MessageEn, StringComparison.Ordinal);
            }
        }
    }

    private static IReadOnlyList<string> Faults(OrderContent content) =>
        [.. Rules.Apply(content).Faults.Select(fault => $"{fault.Meaning}:{fault.Code}").Order(StringComparer.Ordinal)];

    private static void Single(string meaning, OrderContent content, Func<NpOrder, string> read, string? expected)
    {
        var (order, _) = Rules.Apply(content);
        Assert.Equal(expected is null ? [$"{meaning}:bad_form"] : [], Faults(content));
        if (expected is not null)
        {
            Assert.Equal(expected, read(order));
        }
    }

    private static OrderContent With(string meaning, string value) => meaning switch
    {
        "CustomerName" => NpKit.Order with { CustomerName = value },
        "CompanyName" => NpKit.Order with { CompanyName = value },
        "Department" => NpKit.Order with { Department = value },
        _ => NpKit.Order with { Address = value },
    };
}
