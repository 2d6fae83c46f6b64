using System.Text.Json;
using Billing.Core.Apps;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Transactions;

/// <summary>
/// Takes a low-code app's notification: checks its shape, queues a reference to it, and answers within milliseconds, because the sender waits
/// only seconds and never tries again (kintone §1 no. 2). No storage is touched here. The key in the URL is checked by the host.
/// </summary>
internal sealed class AppEventWebhook
{
    [Function("AppEventWebhook")]
    public static async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "webhooks/kintone/{app}")] HttpRequest request,
        string app,
        ILowCodeApps apps,
        IMessageSender sender,
        CancellationToken cancellationToken)
    {
        if (!AppKey.TryParse(app, out var key) || !apps.TryGet(key, out var configured))
        {
            return Problem.AppUnknown;
        }

        if (!BoundedBody.IsJson(request))
        {
            return Problem.MediaType;
        }

        return await BoundedBody.ReadAsync(request, cancellationToken) is { } body
            ? await QueueAsync(body, configured, sender, cancellationToken)
            : Problem.TooLarge(BoundedBody.Most);
    }

    private static async Task<IResult> QueueAsync(ReadOnlyMemory<byte> body, ILowCodeApp app, IMessageSender sender, CancellationToken cancellationToken)
    {
        try
        {
            if (!KintoneWebhookBody.TryRead(body, app.Key.Value, out var message, out var appId))
            {
                return Problem.BadRequest(
                    "webhook_invalid",
                    "The body is not a notification of a record: id, type, app.id and the record's number are needed.",
                    "通知の形式が不正です。id、type、app.id、レコード番号が必要です。");
            }

            // The record of that number in the configured app would be another one.
            if (appId != app.AppId)
            {
                return Problem.BadRequest(
                    "app_mismatch",
                    "The notification comes from another app than the one configured under this key. Check the URL set in the app's webhook.",
                    "通知元のアプリが、このキーに設定されたアプリと異なります。アプリのWebhookのURLを確認してください。");
            }

            // Business key of the send: the event's id.
            await sender.SendAsync(AppEventMessage.Queue, message.Id, message.ToJson(), cancellationToken);
            return new JsonAnswer<AcceptedView>(new AcceptedView(message.Id), ApiJson.Readable.AcceptedView, StatusCodes.Status202Accepted);
        }
        catch (JsonException)
        {
            return Problem.BadRequest("json_malformed", "The body is not well-formed JSON.", "本文が正しいJSONではありません。");
        }
        catch (IOException)
        {
            return Problem.QueueUnavailable;
        }
    }
}
