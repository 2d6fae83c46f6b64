using Functions.LocalHost.Processes;

using Testing;

namespace Functions.LocalHost.Tests.Processes;

public sealed class CrashCounterTests
{
    private readonly ManualTimeProvider _time = new();

    [Fact]
    public void Add_ThirdCrashWithinTheWindow_MeansRecycle()
    {
        var counter = new CrashCounter(_time);

        var first = counter.Add();
        _time.Advance(CrashCounter.Window);
        var second = counter.Add();
        var third = counter.Add();

        Assert.True(first > TimeSpan.Zero && second > first);
        Assert.Null(third);
    }

    [Fact]
    public void Add_AfterTheWindow_CountsAnew()
    {
        var counter = new CrashCounter(_time);
        counter.Add();
        counter.Add();

        _time.Advance(CrashCounter.Window + TimeSpan.FromSeconds(1));

        Assert.NotNull(counter.Add());
        Assert.Equal(1, counter.Count);
    }
}
