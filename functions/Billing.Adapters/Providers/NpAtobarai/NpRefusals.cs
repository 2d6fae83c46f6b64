using Billing.Core.Transactions.Ports;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>Turns error codes and HTTP statuses into refusals that a person can act on.</summary>
internal sealed class NpRefusals(NpAirProfile profile)
{
    /// <summary>All codes of one item: the first decides the class, each one about a value becomes a fault.</summary>
    public ProviderRefusal OfCodes(IReadOnlyList<string> codes)
    {
        var known = codes.Where(profile.Errors.ContainsKey).Select(code => (Code: code, Error: profile.Errors[code])).ToList();
        if (known.Count == 0)
        {
            var unknown = codes.Count > 0 ? codes[0] : "no_code";
            return new ProviderRefusal(
                unknown, RefusalClass.Bug, [], $"NPが未知のエラー({unknown})を返しました。NPの管理画面で取引を確認してください。", $"NP answered an unknown error ({unknown}); look at NP's own screen.");
        }

        // A fault of the data is what a person can mend: it is told before the others.
        var (code, error) = known.Find(entry => entry.Error.Class == RefusalClass.Data) is { Error: not null } data ? data : known[0];
        var faults = known.Where(entry => entry.Error.Meaning is not null)
            .Select(entry => new ContentFault(entry.Error.Meaning!, entry.Code, entry.Error.Ja, entry.Error.En)).ToList();
        return new ProviderRefusal(code, error.Class, faults, error.Ja, error.En);
    }

    public bool IsTransient(IReadOnlyList<string> codes) =>
        codes.Count > 0 && codes.All(code => profile.Errors.TryGetValue(code, out var error) && error.IsTransient);

    /// <summary>A refusal without codes: credentials, path, or a request that the service cannot read.</summary>
    public static ProviderRefusal OfStatus(int status) => status is 400 or 409 or 413 or 415 or 422
        ? new ProviderRefusal(
            $"http_{status}", RefusalClass.Bug, [], $"NPが要求を受け付けませんでした(HTTP {status})。システム管理者に連絡してください。", $"NP did not take the request (HTTP {status}); tell the administrator.")
        : new ProviderRefusal(
            $"http_{status}", RefusalClass.Configuration, [], $"NPへの接続設定に誤りがあります(HTTP {status})。認証情報とURLを管理者が確認してください。", $"The settings of NP are wrong (HTTP {status}); an administrator must check credentials and URL.");

    public static ProviderRefusal OfContent(IReadOnlyList<ContentFault> faults) => new(
        "content_faults",
        RefusalClass.Data,
        faults,
        string.Join(" ", faults.Select(fault => fault.MessageJa)),
        string.Join(" ", faults.Select(fault => fault.MessageEn)));
}
