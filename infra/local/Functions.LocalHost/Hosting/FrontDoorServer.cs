using System.Net;

using Functions.LocalHost.Http;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Hosting;

/// <summary>Kestrel on the loopback interface with the HTTP surface of one life of the host.</summary>
internal static class FrontDoorServer
{
    /// <summary>Built and not started.</summary>
    public static WebApplication Build(HostContext context, KeyRing keys, IReadOnlyList<IHostComponent> components)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = context.App.Root, EnvironmentName = "Production" });

        // Nothing from the environment or an appsettings.json in the app root: those are the app's.
        builder.Configuration.Sources.Clear();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(context.Logging);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        HttpFrontDoor.Configure(builder);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, context.HostUrl.Port));
        var server = builder.Build();
        HttpFrontDoor.Map(server, context, keys, components);
        return server;
    }

    /// <summary>Signals are the program's business.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
