namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// NP's codes (providers.md §2.4, §2.5). Where the reference gives a range without saying which code is which, the order of its words is
/// taken; the codes of the block "invented" stand for rules that it gives without a code. All of it is [A].
/// </summary>
internal static class NpCodes
{
    public const string Ok = "00";
    public const string Hold = "10";
    public const string Ng = "20";
    public const string Pending = "40";

    public const string NgAmount = "NG001";
    public const string NgOther = "NG999";
    public const string HoldAddress = "RE009";
    public const string HoldPhone = "RE021";

    public const string NoItem = "EPRO0101";
    public const string TooManyItems = "EPRO0102";
    public const string IdMissing = "EPRO0105";
    public const string IdRepeated = "EPRO0106";
    public const string IdForm = "E0100002";
    public const string IdLength = "E0100003";
    public const string UnexpectedSettlement = "E0100132";

    public const string NoTransaction = "E0100113";
    public const string AlreadyCancelled = "E0100114";
    public const string AlreadyInvoiced = "E0100115";
    public const string CreditNotOk = "E0100120";
    public const string ServiceDown = "E0109002";

    /// <summary>Named by providers.md §3 rule 3.</summary>
    public const string Duplicate = "E0100901";

    // Invented.
    public const string GoodsSum = "E0100902";
    public const string GoodsItem = "E0100903";
    public const string BilledAmount = "E0100904";
    public const string OrderDate = "E0100905";
    public const string ShopTransactionId = "E0100906";
    public const string ServiceDate = "E0100907";
    public const string BadBody = "E0100908";
    public const string NoCredentials = "E0100909";
}
