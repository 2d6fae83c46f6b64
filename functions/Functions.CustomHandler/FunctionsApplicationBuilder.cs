using System.Globalization;
using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;

using Functions.CustomHandler.Durable;
using Functions.CustomHandler.Invocation;
using Functions.CustomHandler.Manifest;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler;

/// <summary>
/// Builds the process that the Functions host starts and calls. Reads like the official builder of the same name; what is built is an
/// ASP.NET Core application on the port that the host names.
/// </summary>
public sealed class FunctionsApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly IEnumerable<Type> _types;

    internal FunctionsApplicationBuilder(string[] args, IEnumerable<Type> types)
    {
        _types = types;
        _web = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        _web.Logging.ClearProviders().AddSimpleConsole(console => console.SingleLine = true);
        // The host takes lines of standard error for errors and warnings, those of standard output for information (§2.4).
        _web.Services.Configure<Microsoft.Extensions.Logging.Console.ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Warning);
        _web.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        _web.Logging.AddFilter("System.Net.Http", LogLevel.Warning); // its lines hold URLs
        // Answers are read by people: other scripts as they are, and HTML's letters still escaped.
        _web.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All));
    }

    public IServiceCollection Services => _web.Services;

    public ConfigurationManager Configuration => _web.Configuration;

    public ILoggingBuilder Logging => _web.Logging;

    public IHostEnvironment Environment => _web.Environment;

    /// <summary>
    /// The application: HTTP functions under the route prefix, every other function at <c>POST /{name}</c>, and <c>GET /</c>, which answers
    /// when the application runs and not before.
    /// </summary>
    /// <exception cref="InvalidOperationException">host.json is missing, or the process was not started by a Functions host.</exception>
    public WebApplication Build()
    {
        var host = Hosting.HostFile.Read(AppContext.BaseDirectory);
        _web.WebHost.ConfigureKestrel(Configure);
        AddRuntime(host);
        var app = _web.Build();
        var functions = app.Services.GetRequiredService<FunctionTable>();
        app.MapGet("/", (RequestDelegate)(context => context.Response.WriteAsync("ready")));
        Hosting.HttpFunctions.Map(app, functions, host.RoutePrefix);
        var durable = app.Services.GetRequiredService<DurableEndpoint>();
        app.Lifetime.ApplicationStarted.Register(durable.Ready);
        app.Lifetime.ApplicationStopping.Register(durable.Stop);
        app.MapPost("/{function}", app.Services.GetRequiredService<InvocationEndpoint>().HandleAsync);
        return app;
    }

    private void AddRuntime(Hosting.HostFile host)
    {
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(InvocationLimits.For(host.FunctionTimeout));
        Services.AddSingleton(new FunctionTable(FunctionCatalog.Of(_types)));
        Services.AddSingleton(services => Hosting.Orchestrators.Of(services.GetRequiredService<FunctionTable>()));
        Services.AddSingleton<DurableClientFactory>();
        Services.AddSingleton<DurableEndpoint>();
        Services.AddSingleton<InvocationEndpoint>();
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        var text = Configuration["FUNCTIONS_CUSTOMHANDLER_PORT"];
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            throw new InvalidOperationException($"FUNCTIONS_CUSTOMHANDLER_PORT must be a port; '{text}' was found. The Functions host sets it: start the app through a host.");
        }

        kestrel.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        kestrel.Limits.MaxRequestBodySize = InvocationLimits.MaxRequestBytes;
        kestrel.AddServerHeader = false;
    }
}
