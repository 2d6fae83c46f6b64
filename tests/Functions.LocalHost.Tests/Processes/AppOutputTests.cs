using Functions.LocalHost.Processes;

using Microsoft.Extensions.Logging;

namespace Functions.LocalHost.Tests.Processes;

public sealed class AppOutputTests
{
    [Theory]
    [InlineData("anything", false, true, LogLevel.Information)]
    [InlineData("a warning", false, true, LogLevel.Information)]
    [InlineData("anything", true, true, LogLevel.Error)]
    [InlineData("a Warning", true, true, LogLevel.Warning)]
    [InlineData("anything", true, false, LogLevel.Information)]
    public void LevelOf_Line_FollowsStreamAndWording(string line, bool isError, bool errorsOnly, LogLevel expected) =>
        Assert.Equal(expected, AppOutput.LevelOf(line, isError, errorsOnly));

    [Fact]
    public void IsForSystem_PrefixedLine_IsKeptFromTheUsersLog()
    {
        Assert.True(AppOutput.IsForSystem("LanguageWorkerConsoleLog started"));
        Assert.False(AppOutput.IsForSystem("started LanguageWorkerConsoleLog"));
    }

    [Fact]
    public void Bounded_LongLine_IsCut() => Assert.Equal(AppOutput.LongestLine + 1, AppOutput.Bounded(new string('x', AppOutput.LongestLine + 5)).Length);
}
