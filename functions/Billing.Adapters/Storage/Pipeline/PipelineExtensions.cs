using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Billing.Adapters.Storage.Pipeline;

internal static class PipelineExtensions
{
    /// <summary>Sends. When no try got an answer, the failure is the last one's, of the same type as every other (status 0).</summary>
    /// <exception cref="RequestFailedException">There was no answer.</exception>
    public static async ValueTask SendOrFailAsync(this HttpPipeline pipeline, HttpMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await pipeline.SendAsync(message, cancellationToken);
        }
        catch (AggregateException failures) when (failures.InnerExceptions[^1] is RequestFailedException or TaskCanceledException)
        {
            throw new RequestFailedException(
                0, $"The storage service gave no answer in {failures.InnerExceptions.Count} tries to {message.Request.Method} {message.Request.Uri.Host}.", null, failures.InnerExceptions[^1]);
        }
    }
}
