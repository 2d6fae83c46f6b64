namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>The calls of the contract; some error codes mean another thing on another call.</summary>
internal enum NpCall
{
    Register,
    Update,
    RequestInvoice,
    FindCredit,
    FindState,
}
