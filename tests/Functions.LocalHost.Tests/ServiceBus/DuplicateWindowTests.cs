using Functions.LocalHost.ServiceBus;

namespace Functions.LocalHost.Tests.ServiceBus;

public sealed class DuplicateWindowTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Add_MoreThanTheMost_ForgetsTheOldest()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10), most: 3);

        foreach (var id in new[] { "a", "b", "c", "d" })
        {
            window.Add(id, Start);
        }

        Assert.Equal([false, true, true, true], new[] { "a", "b", "c", "d" }.Select(window.Contains));
    }

    [Fact]
    public void Forget_AnIdThatCameAgain_IsKeptUntilItsLastTimeIsOver()
    {
        var window = new DuplicateWindow(TimeSpan.FromMinutes(10));
        window.Add("a", Start);
        window.Add("a", Start.AddMinutes(5));

        window.Forget(Start.AddMinutes(10));
        Assert.True(window.Contains("a"));
        window.Forget(Start.AddMinutes(15));
        Assert.False(window.Contains("a"));
    }
}
