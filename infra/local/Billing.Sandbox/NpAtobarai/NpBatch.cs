using System.Text.Json.Nodes;
using Billing.Sandbox.Faults;

namespace Billing.Sandbox.NpAtobarai;

/// <summary>
/// Runs the items of one call: some may succeed while others fail, which is told by <c>results</c> and <c>errors</c> side by side
/// (providers.md §2.2). Without any success the answer is 400.
/// </summary>
/// <param name="fault">Distorts the answer, or refuses every second item.</param>
internal sealed class NpBatch(NpOperation operation, NpLedger ledger, Fault? fault)
{
    private readonly JsonArray _results = [];
    private readonly JsonArray _errors = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public (int Status, JsonObject Body) Run(JsonArray items)
    {
        foreach (var (index, node) in items.Index())
        {
            Run(node as JsonObject ?? [], index);
        }

        var body = new JsonObject { ["results"] = _results };
        if (_errors.Count > 0)
        {
            body["errors"] = _errors;
        }

        return (_results.Count > 0 ? 200 : 400, body);
    }

    private void Run(JsonObject item, int index)
    {
        var key = operation.Key(item);
        try
        {
            if (operation.CheckKey(item) is { } wrong)
            {
                throw new NpRefusal(wrong);
            }

            if (key is not null && !_seen.Add(key))
            {
                throw new NpRefusal(NpCodes.IdRepeated);
            }

            if (fault?.Kind == FaultKind.Partial && index % 2 == 1)
            {
                throw new NpRefusal(NpCodes.ServiceDown);
            }

            var result = ledger.Run(book => operation.Run(book, item));
            if (fault?.Kind == FaultKind.UnknownCode)
            {
                NpAnswers.MakeUnknown(result);
            }

            _results.Add(result);
        }
        catch (NpRefusal refusal)
        {
            _errors.Add(NpAnswers.Error(key, refusal.Codes));
        }
    }
}
