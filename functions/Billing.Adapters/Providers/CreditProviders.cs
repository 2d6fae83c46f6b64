using System.Diagnostics.CodeAnalysis;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers;

/// <summary>Which configured provider serves which app. Apps of the same provider share its connection, limits and circuit.</summary>
internal sealed class CreditProviders(IReadOnlyDictionary<AppKey, ICreditProvider> providers) : ICreditProviders
{
    public bool TryGet(AppKey app, [NotNullWhen(true)] out ICreditProvider? provider) => providers.TryGetValue(app, out provider);
}
