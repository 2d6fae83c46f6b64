namespace Billing.Core.Customers;

/// <summary>
/// 顧客 (B10): the contractor, and all that other systems need to know of it from the start. Personal data: <see cref="ToString"/> shows the id alone.
/// </summary>
public sealed record Customer
{
    public required CustomerId Id { get; init; }

    /// <summary>顧客コード, the company's own; no two customers have the same.</summary>
    public string? Code { get; init; }

    public required CustomerKind Kind { get; init; }

    /// <summary>顧客名 (会社名 or 氏名).</summary>
    public required string Name { get; init; }

    /// <summary>顧客名（カナ）: payments are recognised by it.</summary>
    public required string NameKana { get; init; }

    /// <summary>代表者.</summary>
    public PersonName? Representative { get; init; }

    /// <summary>担当者.</summary>
    public PersonName? Clerk { get; init; }

    public PostalAddress? Address { get; init; }

    /// <summary>電話番号, digits.</summary>
    public string? Phone { get; init; }

    /// <summary>携帯電話, digits.</summary>
    public string? Mobile { get; init; }

    public string? Email { get; init; }

    public LineLink? Line { get; init; }

    /// <summary>希望連絡方法; null when there is none.</summary>
    public Channel? PreferredChannel { get; init; }

    /// <summary>連絡の同意.</summary>
    public IReadOnlyList<ChannelConsent> Consents { get; init; } = [];

    /// <summary>請求先; null when the contractor is billed.</summary>
    public BillingParty? BillingParty { get; init; }

    /// <summary>支払方法 (B42).</summary>
    public CustomerPayment Payment { get; init; } = new();

    /// <summary>振込手数料を差し引いて支払う: a payment may be short by the bank's fee.</summary>
    public bool FeeDeducted { get; init; }

    /// <summary>取適法（中小受託取引適正化法）の対象取引: the customer may not make the company bear the fee.</summary>
    public bool Toritekiho { get; init; }

    /// <summary>適格請求書を必要とする.</summary>
    public bool NeedsQualifiedInvoice { get; init; } = true;

    /// <summary>登録番号 of the customer, where it is a qualified invoice issuer itself.</summary>
    public string? RegistrationNumber { get; init; }

    /// <summary>Answers to the customer attributes (B11), by the attribute's id.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    public string? Notes { get; init; }

    public CustomerStatus Status { get; init; }

    /// <summary>When it was deleted while the law required something to be kept.</summary>
    public DateOnly? DeletedOn { get; init; }

    /// <summary>Until when that is kept.</summary>
    public DateOnly? KeptUntil { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public override string ToString() => $"customer {Id}";

    /// <summary>The texts in the form in which they are kept.</summary>
    public Customer Normalized() => this with
    {
        Code = CustomerText.Plain(Code),
        Name = CustomerText.Plain(Name) ?? "",
        NameKana = CustomerText.Kana(NameKana) ?? "",
        Representative = Representative?.Normalized(),
        Clerk = Clerk?.Normalized(),
        Address = Address?.Normalized(),
        Phone = CustomerText.Digits(Phone),
        Mobile = CustomerText.Digits(Mobile),
        Email = CustomerText.Plain(Email),
        BillingParty = BillingParty?.Normalized(),
        RegistrationNumber = CustomerText.Plain(RegistrationNumber),
    };
}
