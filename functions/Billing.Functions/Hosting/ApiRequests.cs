using System.Text.Json.Serialization.Metadata;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Core.Transactions.Ports;
using Billing.Functions.Access;

namespace Billing.Functions.Hosting;

/// <summary>
/// How the API of contract billing handles a request: who calls, what is in the body, and how a change is written. A refusal thrown as
/// <see cref="ProblemException"/> becomes the answer here.
/// </summary>
internal sealed class ApiRequests(CallerReader callers, UlidGenerator ulids, TimeProvider time)
{
    /// <summary>A reading.</summary>
    public async Task<IResult> ReadAsync(HttpRequest request, Func<Caller, Task<IResult>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await read(await callers.ReadAsync(request, cancellationToken));
        }
        catch (ProblemException refused)
        {
            return refused.Problem;
        }
        catch (InvalidCursorException)
        {
            return PageRequest.CursorInvalid;
        }
    }

    /// <summary>A reading for the partner only.</summary>
    public Task<IResult> PartnerReadAsync(HttpRequest request, Func<Task<IResult>> read, CancellationToken cancellationToken) =>
        ReadAsync(request, caller => caller.IsPartner ? read() : Task.FromResult<IResult>(Problem.NotPermitted), cancellationToken);

    /// <summary>A mutation with a JSON body.</summary>
    public Task<IResult> ChangeAsync<TBody>(
        HttpRequest request, JsonTypeInfo<TBody> type, Func<ChangeRequest, TBody, Task<IResult>> change, CancellationToken cancellationToken)
        where TBody : class =>
        ReadAsync(
            request,
            async caller =>
            {
                if (!BoundedBody.IsJson(request))
                {
                    return Problem.MediaType;
                }

                var body = await BoundedBody.ReadAsync(request, cancellationToken) ?? throw new ProblemException(Problem.TooLarge(BoundedBody.Most));
                return await RunAsync(ChangeRequest.Of(request, caller, body, ulids, time), opened => change(opened, JsonBody.Read(body, type)));
            },
            cancellationToken);

    /// <summary>A mutation without a body, or with one that is not JSON.</summary>
    public Task<IResult> ChangeAsync(HttpRequest request, Func<ChangeRequest, ReadOnlyMemory<byte>, Task<IResult>> change, CancellationToken cancellationToken) =>
        ReadAsync(
            request,
            async caller =>
            {
                var body = await BoundedBody.ReadAsync(request, cancellationToken) ?? throw new ProblemException(Problem.TooLarge(BoundedBody.Most));
                return await RunAsync(ChangeRequest.Of(request, caller, body, ulids, time), opened => change(opened, body));
            },
            cancellationToken);

    private static async Task<IResult> RunAsync(ChangeRequest request, Func<ChangeRequest, Task<IResult>> change)
    {
        try
        {
            return await change(request);
        }
        catch (DocumentTooLargeException)
        {
            return Problem.DocumentTooLarge;
        }
    }
}
