using System.Diagnostics.CodeAnalysis;
using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Adapters.Apps;

/// <summary>The configured low-code apps by their keys.</summary>
internal sealed class LowCodeApps(IEnumerable<ILowCodeApp> apps) : ILowCodeApps
{
    private readonly Dictionary<AppKey, ILowCodeApp> _apps = apps.ToDictionary(app => app.Key);

    public IReadOnlyList<AppKey> Keys => [.. _apps.Keys];

    public bool TryGet(AppKey key, [NotNullWhen(true)] out ILowCodeApp? app) => _apps.TryGetValue(key, out app);
}
