using System.Text.Json;

using Functions.CustomHandler;

using Microsoft.Extensions.DependencyInjection;

namespace Billing.Functions.Tests.Harness;

/// <summary>The context of one delivery of a queue's message.</summary>
internal static class Invocation
{
    public static FunctionContext Of(string messageId) => new(
        "AppEventQueue",
        "1",
        new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase) { ["MessageId"] = JsonSerializer.SerializeToElement(messageId) },
        new ServiceCollection().BuildServiceProvider(),
        CancellationToken.None);
}
