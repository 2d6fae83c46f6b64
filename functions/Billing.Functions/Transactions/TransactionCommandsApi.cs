using System.Security.Cryptography;
using System.Text;
using Billing.Core.Transactions;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.Transactions;

/// <summary>
/// Commands by API: the command row is written here, and a message sets the orchestration going, because HTTP functions never use the
/// durable client (design §1). Nobody is vouched for as the actor (design §5 no. 9). Business key: the <c>Idempotency-Key</c>, or none.
/// </summary>
internal sealed class TransactionCommandsApi(ITransactionStore store, IMessageSender sender, IdSource ids, TimeProvider time)
{
    private const int MostConflicts = 8;

    [Function("CommandTransaction")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "transactions/{id}/{command}")] HttpRequest request,
        string id,
        string command,
        CancellationToken cancellationToken)
    {
        if (KindOf(command) is not { } kind)
        {
            return Problem.NotFound("command_unknown", "Commands are credit-check, update, invoice-request and refresh.", "操作はcredit-check、update、invoice-request、refreshです。");
        }

        if (!IdempotencyKey.TryRead(request, out var key))
        {
            return IdempotencyKey.Invalid;
        }

        if (!TransactionId.TryParse(id, out var transaction))
        {
            return TransactionsApi.Unknown;
        }

        try
        {
            return await WriteAsync(transaction, kind, key ?? ids.Next(after: null), cancellationToken);
        }
        catch (IOException)
        {
            return Problem.QueueUnavailable;
        }
    }

    private async Task<IResult> WriteAsync(TransactionId id, CommandKind kind, string key, CancellationToken cancellationToken)
    {
        var eventId = "api-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}\n{key}")));
        var now = time.GetUtcNow();
        if (await store.ReadAsync(id, cancellationToken) is not { State: { } known })
        {
            return TransactionsApi.Unknown;
        }

        var isNew = await store.ClaimEventAsync(id, eventId, now, cancellationToken) == EventClaim.Open;
        var command = new TransactionCommand(CommandIds.For(now, $"{id.Value}\n{eventId}"), kind, Actor: null, Revision: null, now);
        if (isNew && !await CommitAsync(id, command, eventId, cancellationToken))
        {
            return Problem.Conflict("transaction_busy", "The transaction is being changed by others. Send the request again.", "取引が更新中です。もう一度送ってください。");
        }

        // Also for a repeat: whether the message was sent the first time is not known.
        var message = new AppEventMessage(eventId, id.App.Value, AppEventMessage.Command, known.RecordId, null);
        await sender.SendAsync(AppEventMessage.Queue, $"{id.Value}-{eventId}", message.ToJson(), cancellationToken);
        return new JsonAnswer<AcceptedView>(new AcceptedView(id.Value), ApiJson.Readable.AcceptedView, StatusCodes.Status202Accepted)
        {
            Location = $"/api/transactions/{id.Value}",
        };
    }

    private async Task<bool> CommitAsync(TransactionId id, TransactionCommand command, string eventId, CancellationToken cancellationToken)
    {
        for (var conflicts = 0; conflicts < MostConflicts; conflicts++)
        {
            // Read first, then asked: another request of the same key that has written since makes this commit fail.
            var rows = await store.ReadAsync(id, cancellationToken);
            if (await store.ClaimEventAsync(id, eventId, command.RequestedAt, cancellationToken) == EventClaim.Done)
            {
                return true;
            }

            var state = rows.State! with { NextDueAt = command.RequestedAt };
            var entry = new TimelineEntry(
                command.RequestedAt, "command_received", $"{CommandNames.Japanese(command.Kind)}を受け付けました", $"{CommandNames.English(command.Kind)} received",
                state.Status, null, command.Id);
            if (await store.CommitAsync(
                new TransactionCommit { State = state, ExpectedVersion = rows.Version, NewCommands = [command], DoneEvents = [eventId], Timeline = [entry] },
                cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static CommandKind? KindOf(string command) => command switch
    {
        "credit-check" => CommandKind.CreditCheck,
        "update" => CommandKind.Update,
        "invoice-request" => CommandKind.InvoiceRequest,
        "refresh" => CommandKind.Refresh,
        _ => null,
    };
}
