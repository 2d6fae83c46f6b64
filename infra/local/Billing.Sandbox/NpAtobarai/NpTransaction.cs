namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// One transaction at NP. Its dates follow from NP's calendar: issued on the next business day after the request, advanced by the
/// half-month rule (providers.md §3 rule 7). Every access happens under the ledger's lock.
/// </summary>
internal sealed class NpTransaction(string id, NpOrder order, DateTimeOffset registeredAt)
{
    public string Id { get; } = id;

    public string ShopTransactionId { get; } = order.ShopTransactionId;

    public DateTimeOffset RegisteredAt { get; } = registeredAt;

    public NpOrder Order { get; private set; } = order;

    public CreditResult Credit { get; private set; } = new(NpCodes.Pending);

    public DateTimeOffset CreditAt { get; private set; } = registeredAt;

    /// <summary>How many more questions are answered with "under review".</summary>
    public int QuestionsLeft { get; private set; }

    public DateOnly? RequestedOn { get; private set; }

    public DateOnly? IssuedOn { get; private set; }

    public DateOnly? DueOn { get; private set; }

    public DateOnly? AdvancedOn { get; private set; }

    public DateOnly? PaidOn { get; private set; }

    public DateOnly? CancelledOn { get; private set; }

    public string Status => this switch
    {
        { CancelledOn: not null } => "CANCELLED",
        { PaidOn: not null } => "PAID",
        { AdvancedOn: not null } => "ADVANCED",
        { IssuedOn: not null } => "INVOICE_ISSUED",
        { RequestedOn: not null } => "INVOICE_REQUESTED",
        { Credit.Code: NpCodes.Ok } => "CREDIT_OK",
        { Credit.Code: NpCodes.Ng } => "CREDIT_NG",
        { Credit.Code: NpCodes.Hold } => "CREDIT_HOLD",
        _ => "CREDIT_PENDING",
    };

    /// <summary>Checks credit for <paramref name="order"/>, as on registration and on each update.</summary>
    public void Check(NpOrder order, DateTimeOffset now, int pendingQuestions)
    {
        Order = order;
        Decide(CreditRules.Decide(order), now);
        QuestionsLeft = Credit.Code == NpCodes.Pending ? pendingQuestions : 0;
    }

    public void Decide(CreditResult credit, DateTimeOffset now)
    {
        Credit = credit;
        CreditAt = now;
    }

    /// <summary>Somebody asks: a review ends after the questions that it lasts (rule 4).</summary>
    public void Ask(DateTimeOffset now)
    {
        if (Credit.Code == NpCodes.Pending && CancelledOn is null && QuestionsLeft-- <= 0)
        {
            Decide(new CreditResult(NpCodes.Ok), now);
        }
    }

    /// <exception cref="NpRefusal">Cancelled, requested before, or credit is not OK (rule 5).</exception>
    public void RequestInvoice(DateOnly today)
    {
        ThrowIfCancelled();
        if (RequestedOn is not null)
        {
            throw new NpRefusal(NpCodes.AlreadyInvoiced);
        }

        RequestedOn = Credit.Code == NpCodes.Ok ? today : throw new NpRefusal(NpCodes.CreditNotOk);
    }

    /// <exception cref="NpRefusal">The window for updates is over (rule 6).</exception>
    public void ThrowUnlessUpdatable()
    {
        ThrowIfCancelled();
        if (RequestedOn is not null)
        {
            throw new NpRefusal(NpCodes.AlreadyInvoiced);
        }
    }

    /// <summary>Lets happen what is due by <paramref name="today"/>.</summary>
    public void Settle(DateOnly today)
    {
        if (CancelledOn is null && RequestedOn is { } requested && IssuedOn is null && NpCalendar.NextBusinessDay(requested) <= today)
        {
            Issue(NpCalendar.NextBusinessDay(requested));
        }

        if (CancelledOn is null && IssuedOn is { } issued && AdvancedOn is null && NpCalendar.AdvanceOn(issued) <= today)
        {
            AdvancedOn = NpCalendar.AdvanceOn(issued);
        }
    }

    public void Issue(DateOnly day)
    {
        IssuedOn = day;
        DueOn = NpCalendar.DueOn(day);
    }

    public void Advance(DateOnly day) => AdvancedOn = day;

    /// <summary>The buyer's payment; null takes it back (providers.md §11.3 no. 28).</summary>
    public void Pay(DateOnly? day) => PaidOn = day;

    public void Cancel(DateOnly day) => CancelledOn = day;

    /// <summary>On NP's screen: the request is withdrawn before the issue, and the transaction is approved again.</summary>
    public void Stop() => RequestedOn = null;

    private void ThrowIfCancelled()
    {
        if (CancelledOn is not null)
        {
            throw new NpRefusal(NpCodes.AlreadyCancelled);
        }
    }
}
