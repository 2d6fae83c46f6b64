using System.Globalization;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Hosting;

using Functions.CustomHandler;

namespace Billing.Functions.DeadLetters;

/// <summary>Lists dead letters and sends them again.</summary>
internal sealed class DeadLettersApi(IDeadLetterStore store, IMessageSender sender, TimeProvider time, ILogger<DeadLettersApi> logger)
{
    [Function("ListDeadLetters")]
    public async Task<IResult> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "dead-letters")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (!PageRequest.TryRead(request, out var page, out var problem))
        {
            return problem!;
        }

        try
        {
            var found = await store.ListAsync(page.Cursor, page.Size, cancellationToken);
            var view = new PageView<DeadLetterView>([.. found.Items.Select(DeadLetterView.Of)], found.Cursor);
            return new JsonAnswer<PageView<DeadLetterView>>(view, ApiJson.Readable.PageViewDeadLetterView);
        }
        catch (InvalidCursorException)
        {
            return PageRequest.CursorInvalid;
        }
    }

    /// <summary>
    /// Sends the message again, under a new id: the queue's duplicate detection would swallow it as the message it once was. Business key: the
    /// letter and the <c>Idempotency-Key</c>, which is written down with the replay; without one the letter and the replay's number, so that a
    /// repeat of a request that was not yet noted is one message.
    /// </summary>
    [Function("ReplayDeadLetter")]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/{id}/replay")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (!IdempotencyKey.TryRead(request, out var key))
        {
            return IdempotencyKey.Invalid;
        }

        if (await store.ReadAsync(id, cancellationToken) is not { } letter)
        {
            return Problem.NotFound("dead_letter_unknown", "There is no such dead letter.", "該当するメッセージがありません。");
        }

        if (key is not null && await store.IsReplayedAsync(letter.Id, key, cancellationToken))
        {
            return Accepted(letter);
        }

        try
        {
            await sender.SendAsync(letter.Source, string.Create(CultureInfo.InvariantCulture, $"{letter.Id}-replay-{key ?? $"{letter.Replays + 1}"}"), letter.Body, cancellationToken);
        }
        catch (IOException)
        {
            return Problem.QueueUnavailable;
        }

        await NoteAsync(letter, key, cancellationToken);
        return Accepted(letter);
    }

    private async Task NoteAsync(DeadLetter letter, string? key, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        await (key is null
            ? store.MarkReplayedAsync(letter.Id, now, cancellationToken)
            : store.MarkReplayedAsync(letter.Id, key, now, cancellationToken));
        logger.Replayed(letter.Id, letter.Replays + 1);
    }

    private static JsonAnswer<AcceptedView> Accepted(DeadLetter letter) =>
        new(new AcceptedView(letter.Id), ApiJson.Readable.AcceptedView, StatusCodes.Status202Accepted) { Location = "/api/dead-letters" };
}
