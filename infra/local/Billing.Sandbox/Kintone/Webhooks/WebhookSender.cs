using System.Collections.Concurrent;
using System.Collections.Immutable;
using Billing.Sandbox.Serving;

namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>
/// Sends notifications to the webhooks of their app: at most 60 a minute over the whole domain, the rest is dropped; one try each,
/// five seconds (kintone.md §2.5, §10 no. 7). Faults repeat, swap, delay or drop them.
/// </summary>
internal sealed class WebhookSender(HttpClient client, TimeProvider time) : IAsyncDisposable
{
    /// <summary>kintone.md §2.5.</summary>
    public const int MaxPerApp = 10;

    /// <summary>Larger notifications fail (kintone.md §2.5).</summary>
    private const int MaxBytes = 1_000_000;

    private readonly Lock _gate = new();
    private readonly WebhookPost _post = new(client, time);
    private readonly MinuteWindow _window = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private readonly CancellationTokenSource _stopping = new();
    private ImmutableDictionary<string, ImmutableArray<WebhookTarget>> _targets = ImmutableDictionary<string, ImmutableArray<WebhookTarget>>.Empty;
    private ReorderBuffer? _held;
    private int _dropped;
    private long _lastTask;

    public WebhookRules Rules { get; private set; } = new();

    public DeliveryLog Log { get; } = new();

    public ImmutableArray<WebhookTarget> Targets(string app) => _targets.GetValueOrDefault(app, []);

    public void Register(string app, IEnumerable<WebhookTarget> targets)
    {
        lock (_gate)
        {
            _targets = _targets.SetItem(app, [.. targets]);
        }
    }

    public void Follow(WebhookRules rules)
    {
        lock (_gate)
        {
            _held?.Release();
            _held = rules.ReorderGroup > 1 ? new ReorderBuffer(rules.ReorderGroup, TimeSpan.FromMilliseconds(rules.ReorderWaitMilliseconds), time, Start) : null;
            Rules = rules;
        }
    }

    public void Reset()
    {
        lock (_gate)
        {
            Follow(new WebhookRules());
            _targets = _targets.Clear();
            _window.Clear();
            _dropped = 0;
            Log.Clear();
        }
    }

    public void Publish(Notification notification)
    {
        lock (_gate)
        {
            foreach (var target in Targets(notification.App).Where(target => target.Takes(notification.TypeName)))
            {
                Dispatch(Prepare(notification, target));
            }
        }
    }

    /// <summary>Waits until nothing is on its way.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _held?.Release();
        }

        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stopping.Dispose();
    }

    private static PreparedDelivery Prepare(Notification notification, WebhookTarget target)
    {
        var id = Guid.CreateVersion7(notification.At).ToString();
        var body = notification.Body(id);
        var record = (string?)body["recordId"] ?? (string?)body["record"]?["$id"]?["value"];
        return new PreparedDelivery(target.Url, id, notification.App, notification.TypeName, record, notification.At, JsonText.Bytes(body));
    }

    private void Dispatch(PreparedDelivery delivery)
    {
        if (delivery.Body.Length > MaxBytes)
        {
            Log.Add(delivery.With("too-large"));
        }
        else if (!_window.TryTake(time.GetUtcNow(), Rules.LimitPerMinute))
        {
            Log.Add(delivery.With("over-limit"));
        }
        else if (IsDropped())
        {
            Log.Add(delivery.With("dropped"));
        }
        else if (_held is { } held)
        {
            held.Add(delivery);
        }
        else
        {
            Start([delivery]);
        }
    }

    /// <summary>Spreads the drops evenly: no randomness, so that a test can count on it.</summary>
    private bool IsDropped()
    {
        _dropped += Rules.DropPercent;
        if (_dropped < 100)
        {
            return false;
        }

        _dropped -= 100;
        return true;
    }

    /// <summary>Sends these one after another, beside whatever else is on its way.</summary>
    private void Start(IReadOnlyList<PreparedDelivery> deliveries)
    {
        var key = Interlocked.Increment(ref _lastTask);
        var rules = Rules;
        var work = Task.Run(() => SendAsync(deliveries, rules, key));
        _running[key] = work;
        if (work.IsCompleted)
        {
            _running.TryRemove(key, out _);
        }
    }

    private async Task SendAsync(IReadOnlyList<PreparedDelivery> deliveries, WebhookRules rules, long key)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(rules.DelayMilliseconds), time, _stopping.Token);
            foreach (var delivery in deliveries.SelectMany(delivery => Enumerable.Repeat(delivery, rules.Deliveries)))
            {
                Log.Add(await _post.SendAsync(delivery, TimeSpan.FromMilliseconds(rules.TimeoutMilliseconds), _stopping.Token));
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            Log.Add(deliveries[0].With("failed")); // the sandbox ends; kintone would not try again either
        }
        finally
        {
            _running.TryRemove(key, out _);
        }
    }
}
