using Billing.Adapters.Storage;

namespace Billing.Adapters.Tests.Storage;

public sealed class UlidGeneratorTests
{
    [Fact]
    public void Next_WithinOneMillisecondAndWithTheClockSetBack_Rises()
    {
        var time = FixedTime.AtNoon();
        var ids = new UlidGenerator(time);

        var made = Enumerable.Range(0, 1000).Select(index =>
        {
            time.Advance(TimeSpan.FromMilliseconds(index % 10 == 0 ? -5 : 0));
            return ids.Next().ToString();
        }).ToList();

        Assert.Equal(made.Order(StringComparer.Ordinal), made);
        Assert.Equal(1000, made.Distinct().Count());
    }

    [Fact]
    public void Next_ByManyAtOnce_AreDistinct()
    {
        var ids = new UlidGenerator(TimeProvider.System);
        var made = new System.Collections.Concurrent.ConcurrentBag<string>();

        Parallel.For(0, 2000, _ => made.Add(ids.Next().ToString()));

        Assert.Equal(2000, made.Distinct().Count());
    }
}
