using System.Diagnostics.CodeAnalysis;
using Billing.Core.Transactions;

namespace Billing.Core.Apps;

/// <summary>The low-code apps of this deployment, by the keys of its settings (<c>Apps__{key}__…</c>).</summary>
public interface ILowCodeApps
{
    IReadOnlyList<AppKey> Keys { get; }

    bool TryGet(AppKey key, [NotNullWhen(true)] out ILowCodeApp? app);
}
