using System.Text.RegularExpressions;

using EndToEnd.Harness;

namespace EndToEnd.Hosting;

public sealed class When_settings_cannot_work
{
    [Fact]
    public async Task Should_not_start_and_name_every_fault()
    {
        var settings = Stack.DemoSettings(new Uri("http://127.0.0.1:1"));
        settings["Apps__orders__BaseUrl"] = "not a url";
        settings["Apps__orders__Provider"] = "nobody";
        settings["Apps__orders__Fields__Shoesize"] = "足のサイズ";
        settings["Lifecycle__RepeatGuard"] = "soon";

        var (exitCode, output) = await HostProcess.RunToEndAsync(new HostOptions { Settings = settings }, TimeSpan.FromSeconds(120));

        Assert.Equal(2, exitCode); // at once: a repeat would end the same
        Assert.Single(output.Split('\n'), line => line.Contains("The app cannot start:", StringComparison.Ordinal));
        Assert.All(
            ["Apps__orders__BaseUrl", "nobody", "Shoesize", "Lifecycle__RepeatGuard"],
            fault => Assert.Contains(fault, output, StringComparison.Ordinal));
        Assert.DoesNotContain(settings["Apps__orders__ApiToken"], output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Should_start_without_any_app_and_say_what_is_missing()
    {
        await using var host = await HostProcess.StartAsync(new HostOptions());

        var notice = await host.WaitForAsync(new Regex("(No low-code app is configured.*)"), TimeSpan.FromSeconds(30));

        Assert.Contains("Apps__{key}__Kind", notice, StringComparison.Ordinal);
        Assert.Equal(0, await host.StopAsync());
    }

    [Fact]
    public async Task Should_stop_cleanly_on_SIGTERM_and_leave_nothing_behind()
    {
        await using var stack = await Stack.StartAsync();
        var app = stack.Host.AppProcessIds[^1];

        Assert.Equal(0, await stack.Host.StopAsync());

        Assert.False(Directory.Exists($"/proc/{app}"), "the app is gone with the host");
    }
}
