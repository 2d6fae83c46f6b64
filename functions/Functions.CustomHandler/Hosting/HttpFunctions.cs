using System.Reflection;

using Functions.CustomHandler.Invocation;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Functions.CustomHandler.Hosting;

/// <summary>
/// Maps HTTP functions as ordinary ASP.NET Core endpoints under the route prefix. The delegate of each is made when its first request
/// arrives, so that start-up does not pay for it.
/// </summary>
internal static class HttpFunctions
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
        return context => made.Value(context);
    }
}
