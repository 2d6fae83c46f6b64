namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>
/// Paths and names on the wire, part of <see cref="NpAirProfile"/>: providers §2.3 and §3, [A] for air. Each can be replaced
/// by the setting <c>Providers__{name}__Profile__Names__{Name}</c>.
/// </summary>
internal sealed record NpAirNames
{
    public string RegisterPath { get; init; } = "v1/transactions";

    public string UpdatePath { get; init; } = "v1/transactions/update";

    public string InvoicePath { get; init; } = "v1/invoices";

    public string FindCreditPath { get; init; } = "v1/authorizations/find";

    public string FindStatePath { get; init; } = "v1/transactions/find";

    public string TerminalHeader { get; init; } = "X-NP-Terminal-Id";

    public string Items { get; init; } = "transactions";

    public string Results { get; init; } = "results";

    public string Errors { get; init; } = "errors";

    public string ErrorId { get; init; } = "id";

    public string ErrorCodes { get; init; } = "codes";

    public string MerchantNumber { get; init; } = "shop_transaction_id";

    public string ProviderId { get; init; } = "np_transaction_id";

    public string OrderedOn { get; init; } = "shop_order_date";

    public string SettlementType { get; init; } = "settlement_type";

    public string BilledAmount { get; init; } = "billed_amount";

    public string Customer { get; init; } = "customer";

    public string CustomerName { get; init; } = "customer_name";

    public string CustomerNameKana { get; init; } = "customer_name_kana";

    public string CompanyName { get; init; } = "company_name";

    public string Department { get; init; } = "department";

    public string PostalCode { get; init; } = "zip_code";

    public string Address { get; init; } = "address";

    public string Phone { get; init; } = "tel";

    public string Email { get; init; } = "email";

    public string Goods { get; init; } = "goods";

    public string GoodsName { get; init; } = "goods_name";

    public string GoodsPrice { get; init; } = "goods_price";

    public string GoodsQuantity { get; init; } = "quantity";

    public string CreditResult { get; init; } = "authori_result";

    public string RejectReason { get; init; } = "authori_ng";

    public string HoldReasons { get; init; } = "authori_hold";

    public string DecidedAt { get; init; } = "authori_required_date";

    public string CompletedOn { get; init; } = "service_completed_date";

    public string State { get; init; } = "transaction_status";

    public string InvoiceRequestedOn { get; init; } = "invoice_requested_date";

    public string IssuedOn { get; init; } = "invoice_issue_date";

    public string DueOn { get; init; } = "payment_due_date";

    public string AdvancedOn { get; init; } = "advance_date";

    public string PaidOn { get; init; } = "customer_payment_date";

    public string CancelledOn { get; init; } = "cancelled_date";
}
