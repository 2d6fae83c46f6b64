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
    /// Sends the message again. Business key: letter and replay number, so that a repeat of this request that was not yet noted is one message,
    /// and the queue's duplicate detection does not swallow it as the message it once was.
    /// </summary>
    [Function("ReplayDeadLetter")]
    public async Task<IResult> ReplayAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "dead-letters/{id}/replay")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        _ = request; // nothing of it but the route
        if (await store.ReadAsync(id, cancellationToken) is not { } letter)
        {
            return Problem.NotFound("dead_letter_unknown", "There is no such dead letter.", "該当するメッセージがありません。");
        }

        var replay = letter.Replays + 1;
        try
        {
            await sender.SendAsync(letter.Source, string.Create(CultureInfo.InvariantCulture, $"{letter.Id}-replay-{replay}"), letter.Body, cancellationToken);
        }
        catch (IOException)
        {
            return Problem.QueueUnavailable;
        }

        await store.MarkReplayedAsync(letter.Id, time.GetUtcNow(), cancellationToken);
        logger.Replayed(letter.Id, replay);
        return new JsonAnswer<AcceptedView>(new AcceptedView(letter.Id), ApiJson.Readable.AcceptedView, StatusCodes.Status202Accepted)
        {
            Location = "/api/dead-letters",
        };
    }
}
