using System.Text.Json.Nodes;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>The calls of the assumed contract of NP後払いair (providers.md §3). There is no call for cancelling.</summary>
internal static class NpOperations
{
    private const int Many = 1000;
    private const int ManyFinds = 100;

    public static IReadOnlyDictionary<string, NpOperation> All { get; } = new Dictionary<string, NpOperation>(StringComparer.Ordinal)
    {
        ["POST /v1/transactions"] = new(Many, item => NpJson.Text(item, "shop_transaction_id"), _ => null, Register),
        ["PATCH /v1/transactions/update"] = new(Many, Own, CheckOwn, Update),
        ["POST /v1/authorizations/find"] = new(Many, Either, CheckEither, AskCredit),
        ["POST /v1/invoices"] = new(Many, Own, CheckOwn, RequestInvoice),
        ["POST /v1/transactions/find"] = new(ManyFinds, Either, CheckEither, Find),
    };

    /// <summary>利用照会: registers and checks credit in one.</summary>
    private static JsonObject Register(NpLedger ledger, JsonObject item)
    {
        var counts = NpJson.Text(item, "shop_transaction_id") is { Length: > 0 and <= 40 } number ? ledger.Counts(number) : new MerchantCounts();
        counts.RegistrationCalls++;
        var order = OrderReader.Read(item);
        if (ledger.IsDuplicate(order))
        {
            throw new NpRefusal(NpCodes.Duplicate);
        }

        var transaction = ledger.Add(order);
        transaction.Check(order, ledger.Clock.Now, ledger.PendingQuestions);
        counts.Registrations++;
        return NpAnswers.Credit(transaction);
    }

    /// <summary>取引更新: the credit check is done again under the same id.</summary>
    private static JsonObject Update(NpLedger ledger, JsonObject item)
    {
        var transaction = Known(ledger, item);
        var counts = ledger.Counts(transaction.ShopTransactionId);
        counts.UpdateCalls++;
        transaction.ThrowUnlessUpdatable();
        transaction.Check(OrderReader.Read(item, transaction.ShopTransactionId), ledger.Clock.Now, ledger.PendingQuestions);
        counts.Updates++;
        return NpAnswers.Credit(transaction);
    }

    /// <summary>与信結果照会.</summary>
    private static JsonObject AskCredit(NpLedger ledger, JsonObject item)
    {
        var transaction = Known(ledger, item);
        ledger.Counts(transaction.ShopTransactionId).CreditQuestions++;
        transaction.Ask(ledger.Clock.Now);
        return NpAnswers.Credit(transaction);
    }

    /// <summary>請求書発行依頼.</summary>
    private static JsonObject RequestInvoice(NpLedger ledger, JsonObject item)
    {
        var transaction = Known(ledger, item);
        var counts = ledger.Counts(transaction.ShopTransactionId);
        counts.InvoiceRequestCalls++;
        if (NpJson.Date(item, "service_completed_date") is null)
        {
            throw new NpRefusal(NpCodes.ServiceDate);
        }

        transaction.RequestInvoice(ledger.Clock.Today);
        counts.InvoiceRequests++;
        return NpAnswers.Invoice(transaction);
    }

    /// <summary>取引状況確認.</summary>
    private static JsonObject Find(NpLedger ledger, JsonObject item)
    {
        var transaction = Known(ledger, item);
        ledger.Counts(transaction.ShopTransactionId).Finds++;
        transaction.Ask(ledger.Clock.Now);
        return NpAnswers.State(transaction);
    }

    private static NpTransaction Known(NpLedger ledger, JsonObject item) =>
        ledger.Find(Either(item) ?? "") ?? throw new NpRefusal(NpCodes.NoTransaction);

    private static string? Own(JsonObject item) => NpJson.Text(item, "np_transaction_id");

    private static string? Either(JsonObject item) => Own(item) ?? NpJson.Text(item, "shop_transaction_id");

    private static string? CheckOwn(JsonObject item) => Own(item) switch
    {
        null or "" => NpCodes.IdMissing,
        { Length: not 11 } => NpCodes.IdLength,
        { } id when !id.All(char.IsAsciiDigit) => NpCodes.IdForm,
        _ => null,
    };

    private static string? CheckEither(JsonObject item) => Own(item) is not null ? CheckOwn(item) : string.IsNullOrEmpty(Either(item)) ? NpCodes.IdMissing : null;
}
