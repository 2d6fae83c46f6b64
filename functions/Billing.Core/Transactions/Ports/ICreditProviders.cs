using System.Diagnostics.CodeAnalysis;

namespace Billing.Core.Transactions.Ports;

/// <summary>Which provider serves which low-code app (settings: <c>Apps__{key}__Provider</c>).</summary>
public interface ICreditProviders
{
    bool TryGet(AppKey app, [NotNullWhen(true)] out ICreditProvider? provider);
}
