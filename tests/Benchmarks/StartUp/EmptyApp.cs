using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Benchmarks.StartUp;

/// <summary>The baseline of start-up: what <c>dotnet new web</c> makes, one route, as a process of its own.</summary>
internal static class EmptyApp
{
    public const string Argument = "empty-app";

    public static void Run(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(url);
        var app = builder.Build();
        app.MapGet("/", () => Results.Text("Hello World!"));
        app.Run();
    }
}
