using System.Globalization;
using System.Runtime.CompilerServices;

using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Tables;
using Billing.Core.Calendar;
using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;

namespace Billing.Adapters.Storage.Invoicing;

/// <summary>
/// Table <c>BillingRuns</c>: partition <c>runs</c> with a row for each run (key: the month, or the dry run's id); partition = a run's id with its pages
/// <c>page-{n}</c> and <c>report</c>. Every change of a run's row is guarded by the version that was read.
/// </summary>
public sealed class BillingRunStore
{
    public const string Runs = "runs";

    private const string PagePrefix = "page-";
    private const string ReportRow = "report";
    private const string UnderWay = "UnderWay";
    private const string Stage = "Stage";
    private const int MostPages = 1_000_000;

    private readonly TableClient _rows;
    private readonly UlidGenerator _ulids;

    internal BillingRunStore(TableServiceClient tables, DocumentTables documents, UlidGenerator ulids) =>
        (_rows, Table, _ulids) = (tables.GetTableClient(documents.BillingRuns.Name), documents.BillingRuns, ulids);

    public DocumentTable Table { get; }

    public static string Row(RunId id) => "run-" + id;

    /// <summary>What it takes to write a run's row for the first time; it fails when the run is there.</summary>
    public static DocumentWrite Insert(BillingRunRow run) => DocumentWrite.Insert(Row(run.Id), run, Columns(run));

    public static DocumentWrite Replace(StoredDocument<BillingRunRow> former, BillingRunRow run) => former.Value.State == run.State || RunMoves.IsAllowed(former.Value.State, run.State)
        ? DocumentWrite.Replace(former, run, Columns(run))
        : throw new InvalidOperationException($"Run {run.Id} cannot go from {former.Value.State} to {run.State}.");

    public Task<StoredDocument<BillingRunRow>?> FindAsync(RunId id, CancellationToken cancellationToken) =>
        Table.ReadAsync<BillingRunRow>(Runs, Row(id), cancellationToken);

    /// <summary>False when the run is there already.</summary>
    public Task<bool> TryInsertAsync(BillingRunRow run, CancellationToken cancellationToken) =>
        Table.WriteAsync(Runs, _ulids.Next().ToString(), [Insert(run)], cancellationToken);

    /// <summary>False when somebody wrote since it was read.</summary>
    public Task<bool> TryReplaceAsync(StoredDocument<BillingRunRow> former, BillingRunRow run, CancellationToken cancellationToken) =>
        Table.WriteAsync(Runs, _ulids.Next().ToString(), [Replace(former, run)], cancellationToken);

    /// <summary>Runs that go on by themselves, for the watchdog.</summary>
    public async IAsyncEnumerable<StoredDocument<BillingRunRow>> UnderWayAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Runs} and UnderWay eq {true}");
        await foreach (var row in _rows.QueryAsync<TableEntity>(filter, cancellationToken: cancellationToken))
        {
            yield return DocumentRows.Read<BillingRunRow>(row);
        }
    }

    /// <summary>The latest completed run of a month, dry runs aside; null before the first. A company has twelve of them a year.</summary>
    /// <param name="before">Only months before this one; null for all.</param>
    public async Task<BillingRunRow?> LastCompletedAsync(BillingMonth? before, CancellationToken cancellationToken)
    {
        BillingRunRow? last = null;
        await foreach (var run in Table.ScanAsync<BillingRunRow>(Runs, "run-2", cancellationToken))
        {
            last = run.Value.State == RunState.Completed && !(run.Value.Month >= before) ? run.Value : last;
        }

        return last;
    }

    /// <summary>Runs in the order of their ids: months, then dry runs.</summary>
    public Task<Core.Transactions.Ports.Page<StoredDocument<BillingRunRow>>> ListAsync(string? cursor, int size, CancellationToken cancellationToken) =>
        Table.ListAsync<BillingRunRow>(Runs, "run-", cursor, size, cancellationToken);

    /// <summary>Writes the plan. Repeated, it writes it anew: no page is worked on before the run's row says how many there are.</summary>
    public async Task PlanAsync(RunId run, IReadOnlyList<(CustomerId From, CustomerId To)> pages, CancellationToken cancellationToken)
    {
        foreach (var some in pages.Index().Chunk(DocumentTable.MostWrites))
        {
            var writes = some.Select(page => Put(page.Index, new BillingRunPage { From = page.Item.From, To = page.Item.To, Stage = RunPageStage.Planned }));
            await Table.WriteAsync(run.Value, _ulids.Next().ToString(), [.. writes], cancellationToken);
        }
    }

    public async Task<StoredDocument<BillingRunPage>> ReadPageAsync(RunId run, int number, CancellationToken cancellationToken) =>
        await Table.ReadAsync<BillingRunPage>(run.Value, PageRow(number), cancellationToken)
        ?? throw new InvalidDataException($"Run {run} has no page {number}.");

    /// <summary>False when somebody wrote it since.</summary>
    public Task<bool> TryReplaceAsync(RunId run, StoredDocument<BillingRunPage> former, BillingRunPage page, CancellationToken cancellationToken) =>
        Table.WriteAsync(run.Value, _ulids.Next().ToString(), [DocumentWrite.Replace(former, page, Columns(page))], cancellationToken);

    /// <summary>The numbers of pages that are at this stage, in order, at most so many.</summary>
    public async Task<IReadOnlyList<int>> PagesAtAsync(RunId run, RunPageStage stage, int most, CancellationToken cancellationToken)
    {
        List<int> numbers = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {run.Value} and Stage eq {stage.ToString()}");
        await foreach (var row in _rows.QueryAsync<TableEntity>(filter, Math.Min(most, 1000), ["RowKey"], cancellationToken))
        {
            if (numbers.Count == most)
            {
                break;
            }

            numbers.Add(int.Parse(row.RowKey.AsSpan(PagePrefix.Length), CultureInfo.InvariantCulture));
        }

        return numbers;
    }

    public async Task<int> CountPagesAtAsync(RunId run, RunPageStage stage, CancellationToken cancellationToken) =>
        (await PagesAtAsync(run, stage, MostPages, cancellationToken)).Count;

    /// <summary>All pages in order.</summary>
    public async IAsyncEnumerable<BillingRunPage> PagesAsync(RunId run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var page in Table.ScanAsync<BillingRunPage>(run.Value, PagePrefix, cancellationToken))
        {
            yield return page.Value;
        }
    }

    /// <summary>Key: the run. Written again, it is the same.</summary>
    public Task WriteReportAsync(RunId run, BillingRunReport report, CancellationToken cancellationToken) =>
        Table.WriteAsync(run.Value, _ulids.Next().ToString(), [DocumentWrite.Put(ReportRow, report)], cancellationToken);

    public async Task<BillingRunReport?> ReadReportAsync(RunId run, CancellationToken cancellationToken) =>
        (await Table.ReadAsync<BillingRunReport>(run.Value, ReportRow, cancellationToken))?.Value;

    private static DocumentWrite Put(int number, BillingRunPage page) => DocumentWrite.Put(PageRow(number), page, Columns(page));

    private static string PageRow(int number) => string.Create(CultureInfo.InvariantCulture, $"{PagePrefix}{number:D6}");

    private static Dictionary<string, object?> Columns(BillingRunRow run) => new() { [UnderWay] = RunMoves.IsUnderWay(run.State), ["State"] = run.State.ToString() };

    private static Dictionary<string, object?> Columns(BillingRunPage page) => new() { [Stage] = page.Stage.ToString() };
}
