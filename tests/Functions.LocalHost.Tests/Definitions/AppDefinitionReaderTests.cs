using Functions.LocalHost.Definitions;
using Functions.LocalHost.Settings;

namespace Functions.LocalHost.Tests.Definitions;

public sealed class AppDefinitionReaderTests : IDisposable
{
    private const string HostJson = """{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "app" } } }""";
    private const string Http = """{ "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "req" }, { "type": "http", "direction": "out", "name": "res" } ] }""";
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory();
    private readonly Dictionary<string, string> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _notes = [];

    public void Dispose() => _root.Delete(recursive: true);

    [Fact]
    public void Read_HostJsonWithEverything_IsTakenOver()
    {
        _settings["Program"] = "node";
        _root.CreateSubdirectory("w");
        Write("host.json", """
            {
              // comments are allowed there
              "version": "2.0", "functionTimeout": "00:02:00",
              "extensions": { "http": { "routePrefix": "/v1/" }, "durableTask": { "hubName": "Hub" } },
              "customHandler": {
                "description": { "defaultExecutablePath": "%Program%", "workingDirectory": "w", "arguments": [ "%Program%.js", "100%" ], "useStdErrorStreamForErrorsOnly": false },
                "enableForwardingHttpRequest": true, "enableProxyingHttpRequest": true, "initializationTimeout": "00:00:05", "port": 9000,
              }
            }
            """);

        var host = Read().Host;

        Assert.Equal(TimeSpan.FromMinutes(2), host.FunctionTimeout);
        Assert.Equal("v1", host.RoutePrefix);
        Assert.Equal("Hub", host.Extensions["DurableTask"].GetProperty("hubName").GetString());
        Assert.Equal(("node", "w", 9000), (host.CustomHandler.ExecutablePath, host.CustomHandler.WorkingDirectory, host.CustomHandler.Port));
        Assert.Equal(["node.js", "100%"], host.CustomHandler.Arguments);
        Assert.True(host.CustomHandler.Forwarding && host.CustomHandler.Proxying && !host.CustomHandler.StandardErrorIsError);
        Assert.Equal(TimeSpan.FromSeconds(5), host.CustomHandler.InitializationTimeout);
    }

    [Fact]
    public void Read_HostJsonWithTheLeast_HasTheHostsDefaults()
    {
        Write("host.json", HostJson);

        var host = Read().Host;

        Assert.Equal(TimeSpan.FromMinutes(30), host.FunctionTimeout);
        Assert.Equal("api", host.RoutePrefix);
        Assert.Equal(TimeSpan.FromSeconds(30), host.CustomHandler.InitializationTimeout);
        Assert.True(host.CustomHandler.StandardErrorIsError);
        Assert.False(host.CustomHandler.Proxying);
    }

    [Theory]
    [InlineData("\"-1\"", null)]
    [InlineData("\"01:00:00\"", 60)]
    public void Read_FunctionTimeout_IsASpanOrNone(string text, int? minutes)
    {
        Write("host.json", HostJson.Replace("\"version\"", $"\"functionTimeout\": {text}, \"version\"", StringComparison.Ordinal));

        Assert.Equal(minutes, Read().Host.FunctionTimeout?.TotalMinutes);
    }

    [Fact]
    public void Read_Function_HasNameTriggerBindingsAndFilledSettings()
    {
        _settings["Queue"] = "inbox";
        Write("host.json", HostJson);
        Write("Take-In_1/function.json", """
            { "bindings": [ { "type": "serviceBusTrigger", "direction": "in", "name": "msg", "queueName": "%Queue%", "CONNECTION": "Bus" }, { "type": "durableClient", "direction": "in", "name": "client" }, { "type": "queue", "direction": "out", "name": "$return" } ],
              "retry": { "strategy": "exponentialBackoff", "maxRetryCount": 5, "minimumInterval": "00:00:05", "maximumInterval": "00:05:00" } }
            """);

        var function = Assert.Single(Read().Functions);

        Assert.Equal("Take-In_1", function.Name);
        Assert.Equal(("inbox", "Bus"), (function.Trigger.Text("queueName"), function.Trigger.Text("connection")));
        Assert.Equal("client", Assert.Single(function.FurtherInputs).Name);
        Assert.Equal("$return", Assert.Single(function.Outputs).Name);
        Assert.Equal(new RetryDefinition(5, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(5)), function.Retry);
    }

    [Theory]
    [InlineData("1st", """found the function name "1st", expected a letter""")]
    [InlineData("host", "not \"host\"")]
    [InlineData("a.b", "expected a letter")]
    public void Read_IllegalFunctionName_IsAFault(string name, string expected)
    {
        Write("host.json", HostJson);
        Write($"{name}/function.json", Http);

        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "a-b" } ] }""", "bindings[0].name: found \"a-b\", expected a letter")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "$return" } ] }""", "bindings[0].name: found \"$return\"")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "direction": "in" } ] }""", "bindings[0].name: found nothing")]
    [InlineData("""{ "bindings": [ { "direction": "in", "name": "a" } ] }""", "bindings[0].type: found nothing")]
    [InlineData("""{ "bindings": [ { "type": "http", "direction": "out", "name": "a" } ] }""", "found no trigger, expected exactly one")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "a" }, { "type": "timerTrigger", "direction": "in", "name": "b" } ] }""", "found httpTrigger, timerTrigger, expected exactly one")]
    [InlineData("""{ "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "Res" }, { "type": "http", "direction": "out", "name": "res" } ] }""", "2 bindings named \"Res\", expected one")]
    [InlineData("""{ "bindings": {} }""", "bindings: found {}, expected an array")]
    [InlineData("""{ }""", "bindings: found nothing")]
    [InlineData("""[]""", "found Array, expected an object")]
    [InlineData("""{ "bindings": [ """, "LineNumber")]
    [InlineData("""{ "disabled": 3, "bindings": [ { "type": "httpTrigger", "direction": "in", "name": "a" } ] }""", "disabled: found 3, expected true, false")]
    [InlineData("""{ "bindings": [ { "type": "queueTrigger", "direction": "in", "name": "a", "queueName": "%None%" } ] }""", "bindings[0].queueName: '%None%' does not resolve to a value.")]
    [InlineData("""{ "bindings": [ { "type": "queueTrigger", "direction": "in", "name": "a", "queueName": "50%" } ] }""", "The '%' at position 2 does not have a closing '%'")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "a", "schedule": "0 0 0 * * 7" } ] }""", "was not recognized as a valid cron expression")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "a" } ] }""", "schedule: found nothing")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "a", "schedule": "00:05:00" } ], "retry": { "strategy": "sometimes", "maxRetryCount": 1 } }""", "retry.strategy: found \"sometimes\"")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "a", "schedule": "00:05:00" } ], "retry": { "strategy": "fixedDelay", "maxRetryCount": -2, "delayInterval": "00:00:01" } }""", "retry.maxRetryCount: found -2")]
    [InlineData("""{ "bindings": [ { "type": "timerTrigger", "direction": "in", "name": "a", "schedule": "00:05:00" } ], "retry": { "strategy": "fixedDelay", "maxRetryCount": 2 } }""", "retry.delayInterval: found nothing")]
    public void Read_BrokenFunctionJson_SaysFileMemberFoundAndExpected(string json, string expected)
    {
        Write("host.json", HostJson);
        Write("Fn/function.json", json);

        var fault = Fault();

        Assert.StartsWith("Fn/function.json: ", fault, StringComparison.Ordinal);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "customHandler": { "description": { "defaultExecutablePath": "app" } } }""", "version: found nothing, expected \"2.0\"")]
    [InlineData("""{ "version": "2.0" }""", "customHandler.description.defaultExecutablePath: found nothing")]
    [InlineData("""{ "version": "2.0", "functionTimeout": "soon", "customHandler": { "description": { "defaultExecutablePath": "app" } } }""", "functionTimeout: found \"soon\", expected a positive time span")]
    [InlineData("""{ "version": "2.0", "customHandler": { "enableProxyingHttpRequest": "yes", "description": { "defaultExecutablePath": "app" } } }""", "customHandler.enableProxyingHttpRequest: found \"yes\", expected true or false")]
    [InlineData("""{ "version": "2.0", "customHandler": { "description": { "defaultExecutablePath": "app", "workingDirectory": "none" } } }""", "customHandler.description.workingDirectory: found \"none\", expected a folder that exists")]
    public void Read_BrokenHostJson_SaysMemberFoundAndExpected(string json, string expected)
    {
        Write("host.json", json);

        Assert.Contains(expected, Fault(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralFaults_AreAllNamed()
    {
        Write("A/function.json", "{}");
        Write("b/function.json", Http);
        Write("B/function.json", Http);

        var faults = Assert.Throws<StartFaultException>(() => Read()).Faults;

        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, fault => fault.StartsWith("host.json: found no such file", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.StartsWith("A/function.json: bindings", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("B, b, expected names that differ by more than case", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"disabled\": true,", null, true)]
    [InlineData("\"disabled\": \"Off\",", "Off=1", true)]
    [InlineData("\"disabled\": \"%Off%\",", "Off=true", true)]
    [InlineData("\"disabled\": \"Off\",", "Off=false", false)]
    [InlineData("\"disabled\": \"Off\",", null, false)]
    [InlineData("", "AzureWebJobs.Fn.Disabled=True", true)]
    [InlineData("", "AzureWebJobs.Fn.Disabled=0", false)]
    public void Read_DisabledFunction_IsLeftOutAndNoted(string member, string? setting, bool disabled)
    {
        if (setting?.Split('=') is [var name, var value])
        {
            _settings[name] = value;
        }

        Write("host.json", HostJson);
        Write("Fn/function.json", Http.Replace("{ \"bindings\"", $"{{ {member} \"bindings\"", StringComparison.Ordinal));

        Assert.Equal(disabled ? 0 : 1, Read().Functions.Count);
        Assert.Equal(disabled ? ["Function Fn is disabled."] : [], _notes);
    }

    [Fact]
    public void Read_FunctionsListInHostJson_LoadsOnlyThose()
    {
        Write("host.json", HostJson.Replace("\"version\"", "\"functions\": [ \"one\" ], \"version\"", StringComparison.Ordinal));
        Write("One/function.json", Http);
        Write("Two/function.json", "{ broken");

        Assert.Equal("One", Assert.Single(Read().Functions).Name);
        Assert.Equal(["Function Two is not listed in host.json: not loaded."], _notes);
    }

    private AppDefinition Read() => AppDefinitionReader.Read(_root.FullName, _settings, _notes.Add);

    private string Fault() => Assert.Single(Assert.Throws<StartFaultException>(() => Read()).Faults);

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root.FullName, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
