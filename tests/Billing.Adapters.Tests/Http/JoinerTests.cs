using Billing.Adapters.Http;

namespace Billing.Adapters.Tests.Http;

public sealed class JoinerTests
{
    private readonly List<IReadOnlyList<int>> _calls = [];

    [Fact]
    public async Task AddAsync_WithinTheWindow_IsOneCall()
    {
        var joiner = Joiner(TimeSpan.FromMilliseconds(50), 100, shareEqual: true);

        var results = await Task.WhenAll(Enumerable.Range(1, 10).Select(item => joiner.AddAsync(item, item, CancellationToken.None)));

        Assert.Equal(Enumerable.Range(1, 10).Select(item => item * 2), results);
        Assert.Equal(Enumerable.Range(1, 10), Assert.Single(_calls));
    }

    [Fact]
    public async Task AddAsync_EqualKeysShared_AreOneItem()
    {
        var joiner = Joiner(TimeSpan.FromMilliseconds(50), 100, shareEqual: true);

        var results = await Task.WhenAll(Enumerable.Repeat(7, 5).Select(item => joiner.AddAsync(item, item, CancellationToken.None)));

        Assert.Equal([14, 14, 14, 14, 14], results);
        Assert.Equal([7], Assert.Single(_calls));
    }

    [Fact]
    public async Task AddAsync_EqualKeysNotShared_AreCallsOfTheirOwn()
    {
        var joiner = Joiner(TimeSpan.FromMilliseconds(50), 100, shareEqual: false);

        await Task.WhenAll(joiner.AddAsync(7, 7, CancellationToken.None), joiner.AddAsync(7, 7, CancellationToken.None));

        Assert.Equal(2, _calls.Count);
    }

    [Fact]
    public async Task AddAsync_FullBatch_DoesNotWaitForTheWindow()
    {
        var joiner = Joiner(TimeSpan.FromMinutes(10), 3, shareEqual: true);

        var results = Enumerable.Range(1, 3).Select(item => joiner.AddAsync(item, item, CancellationToken.None));

        var answers = await Task.WhenAll(results).WaitAsync(TimeSpan.FromSeconds(10));
        Assert.Equal([2, 4, 6], answers);
    }

    [Fact]
    public async Task AddAsync_CallFails_EveryCallerHears()
    {
        var joiner = new Joiner<int, int, int>(
            TimeSpan.FromMilliseconds(20), 100, true, TimeProvider.System, _ => throw new InvalidOperationException("The call failed."));

        var calls = Enumerable.Range(1, 3).Select(item => joiner.AddAsync(item, item, CancellationToken.None)).ToList();

        foreach (var call in calls)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(() => call);
        }
    }

    private Joiner<int, int, int> Joiner(TimeSpan window, int largest, bool shareEqual) =>
        new(window, largest, shareEqual, TimeProvider.System, items =>
        {
            lock (_calls)
            {
                _calls.Add([.. items]);
            }

            return Task.FromResult<IReadOnlyList<int>>([.. items.Select(item => item * 2)]);
        });
}
