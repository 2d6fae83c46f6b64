using Functions.LocalHost.Definitions;

namespace Functions.LocalHost.Tests.Recorded;

/// <summary>Definitions of apps that exist only in a test.</summary>
internal static class TestApp
{
    public static AppDefinition With(params FunctionDefinition[] functions) => With(timeout: null, functions);

    public static AppDefinition With(TimeSpan? timeout, params FunctionDefinition[] functions) =>
        new("/", new HostJson { FunctionTimeout = timeout, CustomHandler = new CustomHandlerOptions { ExecutablePath = "app" } }, functions);
}
