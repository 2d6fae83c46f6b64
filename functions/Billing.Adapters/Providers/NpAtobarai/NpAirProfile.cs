using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// The contract of NP後払いair as far as it is <b>assumed</b> (providers §3, [A]): paths, names, codes, limits. This record and
/// what it refers to (<see cref="NpAirNames"/>, <see cref="NpErrorTable"/>) is the one place that the provider's real
/// specification replaces; the rules and the mapping read everything from here. Settings: <c>Providers__{name}__Profile__…</c>.
/// </summary>
internal sealed record NpAirProfile
{
    public NpAirNames Names { get; init; } = new();

    public string SettlementType { get; init; } = "air";

    public int MerchantNumberLength { get; init; } = 40;

    /// <summary>Lengths in full-width letters.</summary>
    public int NameLength { get; init; } = 21;

    public int KanaLength { get; init; } = 25;

    public int CompanyLength { get; init; } = 30;

    public int DepartmentLength { get; init; } = 30;

    public int AddressLength { get; init; } = 55;

    public int EmailLength { get; init; } = 100;

    public int GoodsNameLength { get; init; } = 150;

    /// <summary>Lines of one order.</summary>
    public int MostGoods { get; init; } = 500;

    /// <summary>Whole yen; also bounds each price, so that no sum overflows.</summary>
    public long LargestAmount { get; init; } = 99_999_999;

    /// <summary>Required for some merchants (§2.3).</summary>
    public bool IsEmailRequired { get; init; }

    /// <summary>Whether letters outside JIS (code page 932), such as 𠮷 or an emoji, are refused before they are sent.</summary>
    public bool OnlyJisLetters { get; init; } = true;

    public bool CanFindByMerchantNumber { get; init; } = true;

    public bool CanUpdateRejected { get; init; } = true;

    /// <summary><c>authori_result</c>; an unknown code is pending and an alarm, never approved.</summary>
    public IReadOnlyDictionary<string, CreditResult> CreditResults { get; init; } = new Dictionary<string, CreditResult>
    {
        ["00"] = CreditResult.Approved,
        ["10"] = CreditResult.Held,
        ["20"] = CreditResult.Rejected,
        ["40"] = CreditResult.Pending,
        ["50"] = CreditResult.Pending,
    };

    /// <summary><c>transaction_status</c>.</summary>
    public IReadOnlyDictionary<string, TransactionStatus> States { get; init; } = new Dictionary<string, TransactionStatus>
    {
        ["CREDIT_PENDING"] = TransactionStatus.CreditChecking,
        ["CREDIT_HOLD"] = TransactionStatus.CreditHeld,
        ["CREDIT_OK"] = TransactionStatus.CreditApproved,
        ["CREDIT_NG"] = TransactionStatus.CreditRejected,
        ["INVOICE_REQUESTED"] = TransactionStatus.InvoiceRequested,
        ["INVOICE_ISSUED"] = TransactionStatus.InvoiceIssued,
        ["ADVANCED"] = TransactionStatus.Advanced,
        ["PAID"] = TransactionStatus.Paid,
        ["CANCELLED"] = TransactionStatus.Cancelled,
    };

    public IReadOnlyDictionary<string, NpError> Errors { get; init; } = NpErrorTable.Default;

    /// <summary>Reasons of NG and hold, for people. Both public families of NG codes: they disagree (§2.4).</summary>
    public IReadOnlyDictionary<string, (string Ja, string En)> Reasons { get; init; } = NpReasons.Default;

    /// <summary>"Invoice requested already": on the invoice request itself it means done.</summary>
    public string AlreadyRequestedCode { get; init; } = "E0100115";

    public string NoSuchTransactionCode { get; init; } = "E0100113";
}
