using Billing.Sandbox.Demo;

namespace Billing.Sandbox.Tests;

/// <summary>What the commands take.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("serve --port seven")]
    [InlineData("serve --port 70000")]
    [InlineData("demo --host http://127.0.0.1:1 --key k --sandbox http://127.0.0.1:2")]
    [InlineData("demo --host nowhere --sandbox http://127.0.0.1:2")]
    [InlineData("demo --host http://127.0.0.1:1 --host http://127.0.0.1:1 --sandbox http://127.0.0.1:2")]
    [InlineData("demo --host http://127.0.0.1:1 --sandbox http://127.0.0.1:2 --fast")]
    [InlineData("demo --host http://127.0.0.1:1 --sandbox")]
    public async Task Run_NotACommand_Is2WithTheUsage(string line)
    {
        using var errors = new StringWriter();

        var code = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), "k", TextWriter.Null, errors, TimeProvider.System);

        Assert.Equal(2, code);
        Assert.Contains("serve --port", errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--host http://127.0.0.1:1 --sandbox http://127.0.0.1:2", false)]
    [InlineData("--exit --sandbox http://127.0.0.1:2 --host http://127.0.0.1:1", true)]
    public void Parse_Demo_InAnyOrder(string line, bool exit)
    {
        var options = DemoOptions.Parse(line.Split(' '), "k");

        Assert.Equal(new DemoOptions(new Uri("http://127.0.0.1:1"), "k", new Uri("http://127.0.0.1:2"), exit), options);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Parse_DemoWithoutAKey_IsNotACommand(string? key) => Assert.Null(DemoOptions.Parse(["--host", "http://127.0.0.1:1", "--sandbox", "http://127.0.0.1:2"], key));
}
