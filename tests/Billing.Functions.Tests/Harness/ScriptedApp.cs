using Billing.Core.Apps;
using Billing.Core.Transactions;

namespace Billing.Functions.Tests.Harness;

/// <summary>One record of a low-code app, with the rules that matter here: each write raises the revision and is guarded by it.</summary>
internal sealed class ScriptedApp(AppKey key) : ILowCodeApp, ILowCodeApps
{
    private readonly Dictionary<string, string?> _written = new()
    {
        [WriteBackMeaning.Status] = null,
        [WriteBackMeaning.ProviderTransactionId] = null,
        [WriteBackMeaning.Reason] = null,
        [WriteBackMeaning.ExpectedIssueOn] = null,
        [WriteBackMeaning.IssuedOn] = null,
        [WriteBackMeaning.DueOn] = null,
        [WriteBackMeaning.AdvancedOn] = null,
        [WriteBackMeaning.PaidOn] = null,
        [WriteBackMeaning.Action] = null,
    };

    public AppKey Key => key;

    public string AppId => "12";

    public IReadOnlyList<AppKey> Keys => [key];

    public long Revision { get; private set; } = 1;

    public OrderContent Order { get; set; } = Orders.Usual;

    public bool IsDeleted { get; set; }

    /// <summary>What the next readings end with.</summary>
    public LowCodeAppException? ReadFault { get; set; }

    public int Writes { get; private set; }

    /// <summary>Runs before a write is taken: a person who is quicker.</summary>
    public Action? BeforeWrite { get; set; }

    public string? this[string meaning] => _written[meaning];

    /// <summary>A person sets the action field.</summary>
    public void Ask(CommandKind command)
    {
        _written[WriteBackMeaning.Action] = command.ToString();
        Revision++;
    }

    /// <summary>A person edits the order.</summary>
    public void Edit(OrderContent order)
    {
        Order = order;
        Revision++;
    }

    public bool TryGet(AppKey wanted, out ILowCodeApp app)
    {
        app = this;
        return wanted == key;
    }

    public Task<AppRecord?> ReadAsync(string recordId, CancellationToken cancellationToken)
    {
        if (ReadFault is not null)
        {
            throw ReadFault;
        }

        ActiveTrigger[] triggers = _written[WriteBackMeaning.Action] is { Length: > 0 } action
            ? [new ActiveTrigger(Enum.Parse<CommandKind>(action), $"操作={action}", IsAction: true)]
            : [];
        return Task.FromResult(IsDeleted ? null : new AppRecord(recordId, Revision, "sato", "sato", triggers, Order, new Dictionary<string, string?>(_written)));
    }

    public Task<WriteBackResult> WriteAsync(string recordId, long revision, IReadOnlyDictionary<string, string?> values, CancellationToken cancellationToken)
    {
        BeforeWrite?.Invoke();
        BeforeWrite = null;
        if (IsDeleted)
        {
            return Task.FromResult<WriteBackResult>(new WriteBackResult.Gone());
        }

        if (revision != Revision)
        {
            return Task.FromResult<WriteBackResult>(new WriteBackResult.Conflict());
        }

        foreach (var (meaning, value) in values)
        {
            _written[meaning] = value;
        }

        Writes++;
        return Task.FromResult<WriteBackResult>(new WriteBackResult.Written(++Revision));
    }

    public Task<IReadOnlyList<string>> CheckFormAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
