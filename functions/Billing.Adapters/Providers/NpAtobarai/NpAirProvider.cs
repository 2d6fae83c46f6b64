using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Billing.Adapters.Http;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Providers.NpAtobarai;

/// <summary>NP後払いair (providers §2, §3). An effect is sent once and never repeated here after it may have arrived.</summary>
internal sealed class NpAirProvider : ICreditProvider
{
    private readonly NpAirSettings _settings;
    private readonly NpAirProfile _profile;
    private readonly ServiceCaller _caller;
    private readonly ILogger _logger;
    private readonly NpAirRules _rules;
    private readonly NpAirRequests _requests;
    private readonly NpAnswers _answers;
    private readonly NpRefusals _refusals;
    private readonly AuthenticationHeaderValue _credentials;

    public NpAirProvider(NpAirSettings settings, ServiceCaller caller, ILogger logger)
    {
        _settings = settings;
        _profile = settings.Profile;
        _caller = caller;
        _logger = logger;
        _rules = new NpAirRules(_profile);
        _requests = new NpAirRequests(_profile);
        _answers = new NpAnswers(_profile);
        _refusals = new NpRefusals(_profile);
        var pair = Encoding.ASCII.GetBytes($"{settings.MerchantCode}:{settings.SpCode}");
        _credentials = new AuthenticationHeaderValue("Basic", System.Convert.ToBase64String(pair));
        Profile = new ProviderProfile(settings.Limits.CallTimeout, _profile.CanFindByMerchantNumber, _profile.CanUpdateRejected, CanCancel: false);
    }

    public string Name => _settings.Name;

    public ProviderProfile Profile { get; }

    public bool IsReachable => !_caller.IsCircuitOpen;

    public IReadOnlyList<ContentFault> Check(OrderContent order) => _rules.Apply(order).Faults;

    public async Task<ProviderAnswer<CreditAnswer>> RegisterAsync(MerchantNumber number, OrderContent order, CancellationToken cancellationToken)
    {
        var (sent, faults) = _rules.Apply(order);
        return faults.Count > 0
            ? new ProviderAnswer<CreditAnswer>.Refused(NpRefusals.OfContent(faults))
            : await CallAsync(NpCall.Register, null, number.Value, _requests.Register(number.Value, sent), _answers.Credit, cancellationToken);
    }

    public async Task<ProviderAnswer<CreditAnswer>> UpdateAsync(
        string providerTransactionId, MerchantNumber number, OrderContent order, CancellationToken cancellationToken)
    {
        var (sent, faults) = _rules.Apply(order);
        var body = _requests.Update(providerTransactionId, number.Value, sent);
        return faults.Count > 0
            ? new ProviderAnswer<CreditAnswer>.Refused(NpRefusals.OfContent(faults))
            : await CallAsync(NpCall.Update, providerTransactionId, number.Value, body, _answers.Credit, cancellationToken);
    }

    public async Task<ProviderAnswer<InvoiceAnswer>> RequestInvoiceAsync(
        string providerTransactionId, DateOnly serviceCompletedOn, CancellationToken cancellationToken)
    {
        var body = _requests.RequestInvoice(providerTransactionId, serviceCompletedOn);
        var answer = await CallAsync(NpCall.RequestInvoice, providerTransactionId, null, body, _answers.Invoice, cancellationToken);

        // Requested already is what was wanted, whoever did it: this call of ours with a lost answer, or a person on NP's screen.
        return answer is ProviderAnswer<InvoiceAnswer>.Refused refused && refused.Refusal.Code == _profile.AlreadyRequestedCode
            ? new ProviderAnswer<InvoiceAnswer>.Answered(new InvoiceAnswer(null, WasAlreadyRequested: true))
            : answer;
    }

    public async Task<ProviderAnswer<ProviderFacts>> FindAsync(string? providerTransactionId, MerchantNumber number, CancellationToken cancellationToken)
    {
        var body = _requests.Find(providerTransactionId, number.Value);
        var found = await CallAsync(NpCall.FindState, providerTransactionId, number.Value, body, item => item, cancellationToken);
        return found switch
        {
            ProviderAnswer<JsonElement>.Answered state when _answers.HasReasons(state.Value) => await WithReasonsAsync(state.Value, number, cancellationToken),
            _ => Convert(found, state => _answers.Facts(state, [])),
        };
    }

    public (string Ja, string En) DescribeReason(string code) => _profile.Reasons.TryGetValue(code, out var text)
        ? ($"{text.Ja}({code})", $"{text.En} ({code})")
        : ($"理由コード {code}", $"reason code {code}");

    private async Task<ProviderAnswer<ProviderFacts>> WithReasonsAsync(JsonElement state, MerchantNumber number, CancellationToken cancellationToken)
    {
        var providerId = NpJson.Code(state, _profile.Names.ProviderId)!;
        var body = _requests.Find(providerId, number.Value);
        var credit = await CallAsync(NpCall.FindCredit, providerId, number.Value, body, _answers.Reasons, cancellationToken);

        // The state is known; its reasons alone are missing where this second question fails for good.
        return credit is ProviderAnswer<IReadOnlyList<string>>.Refused or ProviderAnswer<IReadOnlyList<string>>.NotFound
            ? new ProviderAnswer<ProviderFacts>.Answered(_answers.Facts(state, []))
            : Convert(credit, reasons => _answers.Facts(state, reasons));
    }

    private async Task<ProviderAnswer<T>> CallAsync<T>(
        NpCall call, string? providerId, string? number, ReadOnlyMemory<byte> body, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var kind = call is NpCall.FindCredit or NpCall.FindState ? CallKind.Read : CallKind.Effect;
        var result = await _caller.SendAsync(kind, () => Request(call, body), cancellationToken);
        ProviderAnswer<T> answer = result switch
        {
            CallResult.Answered answered => Read(call, answered.Reply, providerId, number, read),
            CallResult.NotDone notDone => new ProviderAnswer<T>.Unavailable(notDone.Code, notDone.RetryAfter),
            CallResult.Lost lost => new ProviderAnswer<T>.Unknown(lost.Code),
            _ => new ProviderAnswer<T>.Unknown("answer_too_large"),
        };
        NpLog.Called(_logger, Name, call, providerId ?? number, answer.GetType().Name, CodeOf(answer));
        return answer;
    }

    private ProviderAnswer<T> Read<T>(NpCall call, HttpReply reply, string? providerId, string? number, Func<JsonElement, T> read)
    {
        var item = reply.Json is { } body && (reply.IsSuccess || reply.Status is 400 or 404 or 409 or 422)
            ? NpItem.Find(body, _profile.Names, providerId, number)
            : new NpItem.Absent();
        return item switch
        {
            NpItem.Result result when reply.IsSuccess => new ProviderAnswer<T>.Answered(read(result.Item)),
            NpItem.Errors errors when IsNotFound(call, errors.Codes) => new ProviderAnswer<T>.NotFound(),
            NpItem.Errors errors when _refusals.IsTransient(errors.Codes) => new ProviderAnswer<T>.Unavailable(errors.Codes[0], null),
            NpItem.Errors errors => new ProviderAnswer<T>.Refused(_refusals.OfCodes(errors.Codes)),
            NpItem.Absent when reply.IsSuccess && call == NpCall.FindState && IsEmptyAnswer(reply) => new ProviderAnswer<T>.NotFound(),
            _ when reply.IsSuccess => new ProviderAnswer<T>.Unknown("answer_without_our_transaction"),
            _ => new ProviderAnswer<T>.Refused(NpRefusals.OfStatus(reply.Status)),
        };
    }

    private bool IsNotFound(NpCall call, IReadOnlyList<string> codes) =>
        call is NpCall.FindState or NpCall.FindCredit && codes.Contains(_profile.NoSuchTransactionCode);

    /// <summary>An answer in the right form that lists nobody: the provider knows no such transaction.</summary>
    private bool IsEmptyAnswer(HttpReply reply) => reply.Json is { } body
        && body.TryGetProperty(_profile.Names.Results, out var results) && results.ValueKind == JsonValueKind.Array && results.GetArrayLength() == 0
        && !NpJson.Items(body, _profile.Names.Errors).Any();

    private static ProviderAnswer<TTo> Convert<TFrom, TTo>(ProviderAnswer<TFrom> answer, Func<TFrom, TTo> convert) => answer switch
    {
        ProviderAnswer<TFrom>.Answered answered => new ProviderAnswer<TTo>.Answered(convert(answered.Value)),
        ProviderAnswer<TFrom>.Refused refused => new ProviderAnswer<TTo>.Refused(refused.Refusal),
        ProviderAnswer<TFrom>.NotFound => new ProviderAnswer<TTo>.NotFound(),
        ProviderAnswer<TFrom>.Unavailable unavailable => new ProviderAnswer<TTo>.Unavailable(unavailable.Code, unavailable.RetryAfter),
        ProviderAnswer<TFrom>.Unknown unknown => new ProviderAnswer<TTo>.Unknown(unknown.Code),
        _ => throw new InvalidOperationException("Unknown kind of provider answer."),
    };

    private static string? CodeOf<T>(ProviderAnswer<T> answer) => answer switch
    {
        ProviderAnswer<T>.Refused refused => refused.Refusal.Code,
        ProviderAnswer<T>.Unavailable unavailable => unavailable.Code,
        ProviderAnswer<T>.Unknown unknown => unknown.Code,
        _ => null,
    };

    private HttpRequestMessage Request(NpCall call, ReadOnlyMemory<byte> body)
    {
        var names = _profile.Names;
        var (method, path) = call switch
        {
            NpCall.Register => (HttpMethod.Post, names.RegisterPath),
            NpCall.Update => (HttpMethod.Patch, names.UpdatePath),
            NpCall.RequestInvoice => (HttpMethod.Post, names.InvoicePath),
            NpCall.FindCredit => (HttpMethod.Post, names.FindCreditPath),
            _ => (HttpMethod.Post, names.FindStatePath),
        };
        var request = new HttpRequestMessage(method, new Uri(_settings.BaseUrl, path)) { Content = new JsonPayload(body) };
        request.Headers.Authorization = _credentials;
        request.Headers.Add(names.TerminalHeader, _settings.TerminalId);
        return request;
    }
}
