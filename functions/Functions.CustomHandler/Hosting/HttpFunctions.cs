using System.Reflection;

using Functions.CustomHandler.Invocation;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Functions.CustomHandler.Hosting;

/// <summary>
/// Maps HTTP functions as ordinary ASP.NET Core endpoints under the route prefix. The delegate of each is made when its first request
/// arrives, so that start-up does not pay for it.
/// </summary>
internal static partial class HttpFunctions
{
    public static void Map(IEndpointRouteBuilder endpoints, FunctionTable functions, string routePrefix)
    {
        foreach (var function in functions.Http)
        {
            var trigger = (HttpTriggerAttribute)function.Trigger.Binding;
            var pattern = $"/{routePrefix}/{(trigger.Route ?? function.Name).Trim('/')}".Replace("//", "/", StringComparison.Ordinal);
            var handler = Lazily(function.Method, endpoints.ServiceProvider);
            var endpoint = trigger.Methods.Count == 0
                ? endpoints.Map(pattern, handler)
                : endpoints.MapMethods(pattern, trigger.Methods.Select(method => method.ToUpperInvariant()), handler);
            endpoint.WithDisplayName(function.Name);
        }
    }

    private static RequestDelegate Lazily(MethodInfo method, IServiceProvider services)
    {
        var made = new Lazy<RequestDelegate>(() => RequestDelegateFactory.Create(
            method,
            method.IsStatic ? null : context => ActivatorUtilities.CreateInstance(context.RequestServices, method.DeclaringType!),
            new RequestDelegateFactoryOptions { ServiceProvider = services }).RequestDelegate);
        return async context =>
        {
            try
            {
                await made.Value(context);
            }
            catch (Exception failure) when (!context.Response.HasStarted && !context.RequestAborted.IsCancellationRequested)
            {
                // The boundary of the runtime: the caller learns that it failed and nothing of how; the log has the rest.
                await FailAsync(context, failure);
            }
        };
    }

    private static async Task FailAsync(HttpContext context, Exception failure)
    {
        var bad = failure as BadHttpRequestException;
        if (bad is null)
        {
            LogFailed(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(HttpFunctions)), failure, context.GetEndpoint()?.DisplayName ?? "");
        }

        context.Response.Clear();
        await Results.Problem(
            statusCode: bad?.StatusCode ?? StatusCodes.Status500InternalServerError,
            title: bad is null ? "内部エラーです。しばらくしてからもう一度お試しください。 / Internal error. Please try again later." : "リクエストを読めません。 / The request cannot be read.",
            extensions: new Dictionary<string, object?> { ["code"] = bad is null ? "internal_error" : "bad_request" }).ExecuteAsync(context);
    }

    [LoggerMessage(103, LogLevel.Error, "{Function} failed in an HTTP request.")]
    private static partial void LogFailed(ILogger logger, Exception failure, string function);
}
