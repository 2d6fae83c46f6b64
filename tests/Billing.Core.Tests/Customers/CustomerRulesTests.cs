using Billing.Core.Attributes;
using Billing.Core.Customers;

namespace Billing.Core.Tests.Customers;

public sealed class CustomerRulesTests
{
    private static readonly AttributeDefinition OwnCode = new() { Id = AttributeId.Parse("branch"), Name = "支店コード", Type = AttributeType.Number, Required = true };

    [Fact]
    public void B10_Validate_ACustomerWithEverything_IsTakenIn() => Assert.Empty(Faults(Full()));

    [Fact]
    public void B10_Validate_ACustomerWithNameAndReadingOnly_IsTakenIn() => Assert.Empty(Faults(Least()));

    [Theory]
    [InlineData("ﾔﾏﾀﾞ ﾀﾛｳ", "ヤマダ タロウ")]
    [InlineData("やまだ　たろう", "ヤマダ タロウ")]
    [InlineData("ヤマダー", "ヤマダー")]
    [InlineData(" カ）ヤマダ ", "カ)ヤマダ")]
    public void B10_Normalized_AReading_IsFullWidthKatakana(string kana, string expected) =>
        Assert.Equal(expected, (Least() with { NameKana = kana }).Normalized().NameKana);

    [Fact]
    public void B10_Normalized_Numbers_AreDigits()
    {
        var customer = (Least() with { Phone = "０３-1234-5678", Mobile = "090 1234 5678", Address = new PostalAddress { PostalCode = "100-0001" } }).Normalized();

        Assert.Equal(("0312345678", "09012345678", "1000001"), (customer.Phone, customer.Mobile, customer.Address!.PostalCode));
    }

    [Fact]
    public void B10_Validate_FaultyFields_AreNamedEach()
    {
        var customer = Least() with
        {
            Name = "",
            NameKana = "山田",
            Phone = "12345",
            Mobile = "0312345678",
            Email = "nobody",
            Representative = new PersonName { GivenName = "太郎", GivenKana = "太郎" },
            Address = new PostalAddress { PostalCode = "1", Prefecture = "東京" },
            BillingParty = new BillingParty(),
            RegistrationNumber = "T1",
            Kind = (CustomerKind)5,
        };

        Assert.Equal(
            [
                "kind:not_a_choice", "name:required", "nameKana:kana_invalid", "registrationNumber:registration_number_invalid", "representative.familyName:required",
                "representative.givenKana:kana_invalid", "address.postalCode:postal_code_invalid", "address.prefecture:prefecture_invalid", "address.city:required",
                "address.street:required", "billingParty.name:required", "billingParty.address:required", "phone:phone_invalid", "mobile:mobile_invalid", "email:email_invalid",
            ],
            Faults(customer));
    }

    [Theory]
    [InlineData(Channel.Email)]
    [InlineData(Channel.Sms)]
    [InlineData(Channel.Line)]
    [InlineData(Channel.Post)]
    public void B10_Validate_APreferredChannelWithoutItsContact_IsRefused(Channel channel)
    {
        Assert.Equal(["preferredChannel:channel_unreachable"], Faults(Least() with { PreferredChannel = channel }));
        Assert.Empty(Faults(Full() with { PreferredChannel = channel }));
    }

    [Fact]
    public void B10_Validate_TwoConsentsForOneChannel_AreRefused()
    {
        var consent = new ChannelConsent(Channel.Email, new DateOnly(2026, 1, 1));

        Assert.Equal(["consents[1].channel:duplicate"], Faults(Full() with { Consents = [consent, consent] }));
    }

    [Theory]
    [InlineData(PaymentMethod.BankTransfer, null, true)]
    [InlineData(PaymentMethod.DirectDebit, null, true)]
    [InlineData(PaymentMethod.PaymentSlip, null, true)]
    [InlineData(PaymentMethod.Provider, "np", true)]
    [InlineData(PaymentMethod.Provider, null, false)]
    [InlineData(PaymentMethod.Provider, "NP", false)]
    [InlineData(PaymentMethod.BankTransfer, "np", false)]
    public void B42_Validate_TheProvider_BelongsToItsMethodOnly(PaymentMethod method, string? provider, bool isValid) =>
        Assert.Equal(isValid ? [] : ["payment.provider:provider_mismatch"], Faults(Least() with { Payment = new CustomerPayment(method, provider) }));

    [Fact]
    public void B11_Validate_AnswersToCustomerAttributes_AreChecked()
    {
        Assert.Equal(["attributes.branch:required"], Faults(Least(), OwnCode));
        Assert.Equal(["attributes.branch:not_a_number"], Faults(Least() with { Attributes = new Dictionary<string, string> { ["branch"] = "x" } }, OwnCode));
        Assert.Empty(Faults(Least() with { Attributes = new Dictionary<string, string> { ["branch"] = "12" } }, OwnCode));
    }

    [Fact]
    public void B10_Warnings_OfWhatIsUnusual_SayIt()
    {
        Assert.Empty(CustomerRules.Warnings(Full()));
        Assert.Equal(
            ["registration_check_digit", "fee_deduction_prohibited"],
            CustomerRules.Warnings(Full() with { RegistrationNumber = "T1234567890123", Toritekiho = true, FeeDeducted = true }).Select(warning => warning.Code));
    }

    [Theory]
    [InlineData("株式会社 山田商店", "株式会社山田商店", "山田商店")]
    [InlineData("㈱やまだ", "(株)ヤマダ", "ヤマダ")]
    [InlineData("山田 太郎", "山田太郎", null)]
    [InlineData("株式会社", "株式会社", null)]
    public void B10_NameKeys_OfAName_AreWithAndWithoutTheLegalForm(string name, string whole, string? without) =>
        Assert.Equal(without is null ? [whole] : [whole, without], CustomerSearch.NameKeys(name));

    [Fact]
    public void Reduce_ADeletedCustomer_KeepsWhomInvoicesNameAndNobodyElse()
    {
        var reduced = CustomerDeletion.Reduce(Full(), new DateOnly(2026, 11, 25));

        Assert.Equal(
            Least() with
            {
                Name = Full().Name,
                NameKana = Full().NameKana,
                Address = Full().Address,
                RegistrationNumber = Full().RegistrationNumber,
                Status = CustomerStatus.Deleted,
                DeletedOn = new DateOnly(2026, 11, 25),
                KeptUntil = new DateOnly(2036, 11, 25),
                Consents = reduced.Consents,
                Attributes = reduced.Attributes,
            },
            reduced);
        Assert.Empty(reduced.Consents);
        Assert.Empty(reduced.Attributes);
    }

    [Fact]
    public void ToString_OfACustomer_ShowsNoPersonalData()
    {
        var text = $"{Full()} {Full().Representative} {Full().Address} {Full().BillingParty} {Full().Line}";

        Assert.Equal("customer C1 (person) (address) (billing party) (LINE link)", text);
    }

    private static IEnumerable<string> Faults(Customer customer, params AttributeDefinition[] asked) =>
        CustomerRules.Validate(customer.Normalized(), asked).Select(error => $"{error.Field}:{error.Code}");

    private static Customer Least() => new()
    {
        Id = CustomerId.Parse("C1"),
        Kind = CustomerKind.Corporation,
        Name = "山田商店",
        NameKana = "ヤマダショウテン",
        CreatedAt = new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero),
    };

    private static Customer Full() => Least() with
    {
        Name = "株式会社山田商店",
        Code = "Y-001",
        Representative = new PersonName { FamilyName = "山田", GivenName = "太郎", FamilyKana = "ヤマダ", GivenKana = "タロウ", Title = "代表取締役" },
        Clerk = new PersonName { FamilyName = "佐藤", GivenName = "花子", FamilyKana = "サトウ", GivenKana = "ハナコ", Department = "経理部" },
        Address = new PostalAddress { PostalCode = "1000001", Prefecture = "東京都", City = "千代田区", Street = "千代田1-1", Building = "ビル3F" },
        Phone = "0312345678",
        Mobile = "09012345678",
        Email = "keiri@example.co.jp",
        Line = new LineLink("U0123456789", new DateOnly(2026, 4, 1)),
        Consents = [new ChannelConsent(Channel.Email, new DateOnly(2026, 4, 1))],
        BillingParty = new BillingParty
        {
            Name = "山田ホールディングス",
            NameKana = "ヤマダホールディングス",
            Address = new PostalAddress { PostalCode = "5300001", Prefecture = "大阪府", City = "大阪市北区", Street = "梅田1-1" },
            Email = "ap@example.co.jp",
        },
        RegistrationNumber = "T7000012050002", // the National Tax Agency's own number
        Notes = "一行目\n二行目",
    };
}
