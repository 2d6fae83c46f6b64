using System.Net.Http.Headers;

namespace Billing.Sandbox.Kintone.Webhooks;

/// <summary>Posts one notification: once, with a time-out, and says what came of it (kintone.md §2.5).</summary>
internal sealed class WebhookPost(HttpClient client, TimeProvider time)
{
    public async Task<Delivery> SendAsync(PreparedDelivery delivery, TimeSpan timeout, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        using var content = new ByteArrayContent(delivery.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "UTF-8");
        try
        {
            using var response = await client.PostAsync(new Uri(delivery.Url), content, either.Token);
            return delivery.With(response.IsSuccessStatusCode ? "sent" : "failed", (int)response.StatusCode);
        }
        catch (HttpRequestException)
        {
            return delivery.With("failed");
        }
        catch (OperationCanceledException)
        {
            return delivery.With("timed-out");
        }
    }
}
