using Azure.Core;
using Azure.Core.Pipeline;

namespace Billing.Adapters.Storage.Pipeline;

/// <summary>Names the version of the REST interface that is spoken.</summary>
internal sealed class ServiceVersionPolicy(string version) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("x-ms-version", version);
}
