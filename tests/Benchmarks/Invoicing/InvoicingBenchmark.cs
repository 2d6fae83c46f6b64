using System.Globalization;
using System.Security.Cryptography;
using System.Text;

using Billing.Core.Invoicing;

using Testing;

namespace Benchmarks.Invoicing;

/// <summary>
/// A month's invoices of 40,000 customers with three contracts each, on one core: the product's calculation in memory against one set-based query in PostgreSQL
/// over the same rows, which are in its cache. Both are counted in seconds of processor time, garbage collection included, since the machine is shared. Both give
/// the same lines and totals, compared row by row; the product's are hashed and computed again.
/// </summary>
internal static class InvoicingBenchmark
{
    private const int Customers = 40_000;
    private const int PageSize = 500;
    private const int Rounds = 9;
    private const int QueryRounds = 3;

    private const string Schema = """
        CREATE TABLE contract (id int PRIMARY KEY, customer int NOT NULL, pattern int NOT NULL, by_quantity bool NOT NULL, initial_fee bigint NOT NULL, monthly_fee bigint NOT NULL, tax int NOT NULL, basis int NOT NULL);
        CREATE TABLE completed_order (id int PRIMARY KEY, contract int NOT NULL, kind int NOT NULL, quantity int NOT NULL, completed_on date NOT NULL, recorded_at timestamptz NOT NULL);
        CREATE TABLE revision (contract int NOT NULL, from_month date NOT NULL, monthly_fee bigint NOT NULL, recorded_at timestamptz NOT NULL);
        CREATE TABLE ledger (contract int NOT NULL, kind int NOT NULL, service date NOT NULL, ord int NOT NULL, quantity int NOT NULL, price bigint NOT NULL, PRIMARY KEY (contract, kind, service, ord));

        """;

    private const string Indexes = "CREATE INDEX ON completed_order (contract); CREATE INDEX ON revision (contract); VACUUM ANALYZE;";

    public static async Task<IReadOnlyList<Figure>> RunAsync()
    {
        await using var server = await PostgresServer.StartAsync();
        var data = BillingData.Create(Customers);
        var (bills, seconds) = (Compute(data), Time(data));
        var lines = bills.Sum(bill => bill.Documents.Sum(document => document.Lines.Count));
        await LoadAsync(server, data);
        var querySeconds = await TimeQueryAsync(server);
        await CompareAsync(server, bills);
        var isSame = Hash(bills) == Hash(Compute(data));
        var again = ComputeAgain(data, bills);
        return
        [
            new Figure($"invoice lines computed, one core ({lines:N0} lines)", Figures.Text(lines / seconds, "/s"), $"{Figures.Text(lines / querySeconds, "/s")} (one query, {server.Version})",
                Figures.Text(querySeconds / seconds, "×", 1), "≥ 1,000,000 /s", lines / seconds >= 1_000_000),
            new Figure("the same computed again: same bytes", isSame ? "yes" : "no", "—", "—", "yes", isSame),
            new Figure("run again without changes: documents", Figures.Text(again, "documents"), "—", "—", "0", again == 0),
        ];
    }

    private static CustomerBill[] Compute(BillingData data)
    {
        var billing = new CustomerBilling();
        return [.. data.Accounts.Select(account => billing.Compute(account, BillingData.Run))];
    }

    // In pages, as a run does: what was computed of a page is let go when the next one begins.
    private static double Time(BillingData data)
    {
        var times = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            foreach (var page in data.Accounts.Chunk(PageSize))
            {
                var (billing, bills) = (new CustomerBilling(), new CustomerBill[page.Length]);
                for (var n = 0; n < page.Length; n++)
                {
                    bills[n] = billing.Compute(page[n], BillingData.Run);
                }
            }

            times.Add((Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        return Figures.Median(times.Skip(1)); // the first one is compiled on the way
    }

    private static int ComputeAgain(BillingData data, CustomerBill[] bills)
    {
        var (billing, documents) = (new CustomerBilling(), 0);
        for (var n = 0; n < bills.Length; n++)
        {
            var ledgers = data.Accounts[n].Ledgers.ToDictionary();
            foreach (var ledger in bills[n].Ledgers)
            {
                ledgers[ledger.Contract] = ledger;
            }

            documents += billing.Compute(data.Accounts[n] with { Ledgers = ledgers }, BillingData.Run).Documents.Count;
        }

        return documents;
    }

    private static async Task LoadAsync(PostgresServer server, BillingData data)
    {
        var script = new StringBuilder(Schema);
        foreach (var (table, rows) in data.Tables())
        {
            script.Append(CultureInfo.InvariantCulture, $"COPY {table} FROM STDIN;\n{rows}\\.\n");
        }

        await server.RunAsync(script.Append(Indexes).ToString());
    }

    // EXPLAIN ANALYZE executes the query whole and sends no rows; its own time per node is switched off. What it costs is read from the
    // server process's own entry in /proc, in hundredths of a second, as fields 14 and 15 (user and system).
    private static async Task<double> TimeQueryAsync(PostgresServer server)
    {
        const string Used = "SELECT 'cpu ' || pg_read_file('/proc/self/stat');";
        var script = $"{Used} EXPLAIN (ANALYZE, TIMING OFF) {await QueryAsync()}; {Used}";
        var times = new List<double>();
        for (var round = 0; round <= QueryRounds; round++)
        {
            var answer = await server.RunAsync(script, Variables());
            var ticks = answer.Split('\n').Where(line => line.StartsWith("cpu ", StringComparison.Ordinal)).Select(line => line[line.LastIndexOf(')')..].Split(' '))
                .Select(fields => long.Parse(fields[12], CultureInfo.InvariantCulture) + long.Parse(fields[13], CultureInfo.InvariantCulture)).ToArray();
            times.Add((ticks[1] - ticks[0]) / 100.0);
        }

        return Figures.Median(times.Skip(1)); // the first one fills the cache
    }

    private static async Task CompareAsync(PostgresServer server, CustomerBill[] bills)
    {
        var answer = await server.RunAsync($"{await QueryAsync()};", Variables());
        var theirs = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] ours = [.. bills.SelectMany(bill => bill.Documents).SelectMany(Rows)];
        Array.Sort(theirs, StringComparer.Ordinal);
        Array.Sort(ours, StringComparer.Ordinal);
        for (var n = 0; n < Math.Max(theirs.Length, ours.Length); n++)
        {
            var (our, their) = (ours.ElementAtOrDefault(n), theirs.ElementAtOrDefault(n));
            if (our != their)
            {
                throw new InvalidOperationException($"Row {n} of {ours.Length} and {theirs.Length}: the product says '{our}', the query '{their}'.");
            }
        }
    }

    private static IEnumerable<string> Rows(InvoiceDocument document)
    {
        var head = $"{BillingData.Number(document.Key.Customer.Value)}|{(int)document.Key.Basis}|{(int)document.Key.Kind}";
        foreach (var line in document.Lines)
        {
            var order = line.Fee.Kind == FeeKind.Initial ? BillingData.Number(line.Fee.Order.Value) : 0;
            yield return $"{head}|{BillingData.Number(line.Contract.Value)}|{(int)line.Fee.Kind}|{line.Fee.Service}-01|{order}|{line.Quantity}|{line.UnitPrice}|{line.Amount}|{(int)line.Tax}";
        }

        foreach (var rate in document.Rates)
        {
            yield return $"{head}|||||{rate.Net}|{rate.Tax}|{rate.Gross}|{(int)rate.Code}";
        }
    }

    private static string Hash(CustomerBill[] bills)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var document in bills.SelectMany(bill => bill.Documents))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{document.Key} {document.IssuedOn:O} {document.DueOn:O} {string.Join(';', document.Lines.Select(line => line.Label))}\n{string.Join('\n', Rows(document))}\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static (string Name, string Value)[] Variables() =>
        [("through", $"{BillingData.Run.Through}-01"), ("cutoff", BillingData.Instant(BillingData.Run.CutOff))];

    private static Task<string> QueryAsync() => File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests", "Benchmarks", "Invoicing", "invoices.sql"));
}
