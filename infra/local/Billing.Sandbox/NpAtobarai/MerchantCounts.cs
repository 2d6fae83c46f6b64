namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// What NP received for one merchant's number, and what of it had an effect: "exactly one registration" is <see cref="Registrations"/>
/// being 1, however often it was called.
/// </summary>
internal sealed class MerchantCounts
{
    public int RegistrationCalls { get; set; }

    public int Registrations { get; set; }

    public int UpdateCalls { get; set; }

    public int Updates { get; set; }

    public int InvoiceRequestCalls { get; set; }

    public int InvoiceRequests { get; set; }

    public int Finds { get; set; }

    public int CreditQuestions { get; set; }

    public MerchantCounts Copy() => (MerchantCounts)MemberwiseClone();
}
