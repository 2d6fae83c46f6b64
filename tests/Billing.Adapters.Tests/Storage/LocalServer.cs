using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Billing.Adapters.Tests.Storage;

/// <summary>A real HTTP server of a test on a free port.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalServer(WebApplication app) => _app = app;

    public Uri Address { get; private set; } = null!;

    /// <param name="handle">Answers every request.</param>
    /// <param name="listen">How it listens; left out for plain HTTP.</param>
    public static async Task<LocalServer> StartAsync(RequestDelegate handle, Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0, endpoint => listen?.Invoke(endpoint)));
        var app = builder.Build();
        app.Run(handle);
        await app.StartAsync();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new LocalServer(app) { Address = new Uri(addresses.Single()) };
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
