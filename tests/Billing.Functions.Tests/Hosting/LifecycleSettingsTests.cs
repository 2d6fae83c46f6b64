using Billing.Core.Transactions;
using Billing.Functions.Hosting;

using Microsoft.Extensions.Configuration;

namespace Billing.Functions.Tests.Hosting;

public sealed class LifecycleSettingsTests
{
    [Fact]
    public void Read_SeveralFaults_NamesEachSetting()
    {
        List<string> faults = [];

        LifecycleSettings.Read(Of(("Lifecycle:RepeatGuard", "soon"), ("Lifecycle:Polling:Draft", "00:00:01"), ("Lifecycle:Polling:Paid", "often")), faults);

        Assert.Equal(3, faults.Count);
        Assert.All(new[] { "Lifecycle__RepeatGuard", "Lifecycle__Polling__Draft", "Lifecycle__Polling__Paid" }, name => Assert.Contains(faults, fault => fault.StartsWith(name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Read_Seconds_ReplaceOneLadderAndLeaveTheOthers()
    {
        List<string> faults = [];

        var settings = LifecycleSettings.Read(Of(("Lifecycle:Polling:InvoiceRequested", "00:00:01,stop:1d")), faults);

        Assert.Empty(faults);
        Assert.Equal(TimeSpan.FromSeconds(1), settings.Plan.Ladders[TransactionStatus.InvoiceRequested].RungAt(0).After);
        Assert.Equal(TimeSpan.FromMinutes(1), settings.Plan.Ladders[TransactionStatus.CreditChecking].RungAt(0).After);
    }

    [Fact]
    public void DelayAfter_MoreFailures_GrowsUpToTheLongest()
    {
        var settings = new LifecycleSettings();

        Assert.Equal([5, 10, 20], new[] { 0, 1, 2 }.Select(failures => (int)settings.DelayAfter(failures).TotalSeconds));
        Assert.Equal(settings.LongestRetryDelay, settings.DelayAfter(1000));
    }

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value)).Build();
}
