using Functions.LocalHost.Definitions;
using Functions.LocalHost.Hosting;
using Functions.LocalHost.Invocation;
using Functions.LocalHost.Keys;

namespace Functions.LocalHost.Http;

/// <summary>HTTP functions in JSON mode (functions-custom-handler §3.5): with further bindings, or when no passing through is switched on.</summary>
internal sealed class JsonPassage(HostContext host, IHttpInvoker invoker)
{
    public async Task RunAsync(HttpContext context, FunctionDefinition function, IReadOnlyList<KeyValuePair<string, string?>> route, KeyMatch key)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, host.Stopping);
        try
        {
            var request = await HttpTriggerReader.ReadAsync(context.Request, route, key, either.Token);
            var run = await invoker.InvokeHttpAsync(function, request, host.Stopping);
            await AnswerAsync(context, run, either.Token);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Passage.Fail(context, StatusCodes.Status503ServiceUnavailable);
        }
        catch (BadHttpRequestException refused)
        {
            Passage.Fail(context, refused.StatusCode);
        }
    }

    private static async Task AnswerAsync(HttpContext context, HttpRun run, CancellationToken cancellationToken)
    {
        if (run.Answer is not { } answer)
        {
            Passage.Fail(context, run.Outcome is InvocationOutcome.HostStopping
                ? StatusCodes.Status503ServiceUnavailable
                : StatusCodes.Status500InternalServerError);
            return;
        }

        context.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers.Where(header => Passage.Travels(header.Key)))
        {
            if (!Fits(name) || value.Any(char.IsControl))
            {
                // The real host's web server refuses such a header, for example one with line ends.
                Passage.Fail(context, StatusCodes.Status500InternalServerError);
                return;
            }

            context.Response.Headers[name] = value;
        }

        if (answer.Body.Length > 0 && answer.Status is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified))
        {
            await context.Response.Body.WriteAsync(answer.Body, cancellationToken);
        }
    }

    private static bool Fits(string name) => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));
}
