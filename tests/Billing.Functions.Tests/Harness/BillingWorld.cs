using System.Globalization;
using System.Text.RegularExpressions;

using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;
using Billing.Functions.Hosting;
using Billing.Functions.Invoicing;

using Functions.CustomHandler;
using Functions.CustomHandler.Durable;

using Testing;

namespace Billing.Functions.Tests.Harness;

/// <summary>
/// A company's billing on a store of its own, since a run looks at every customer there is. <see cref="CarryOutAsync"/> does what the orchestration
/// does, activity after activity.
/// </summary>
internal sealed partial class BillingWorld : IAsyncDisposable
{
    private const int MostSteps = 1000;
    private readonly AzuriteFixture _azurite;

    private BillingWorld(AzuriteFixture azurite, QueueServer queue, AppServer server) => (_azurite, Queue, Server) = (azurite, queue, server);

    public QueueServer Queue { get; }

    public AppServer Server { get; }

    public OneInstance Engine { get; } = new();

    public HandClock Clock => Server.Clock;

    public CountedCrash Crash => (CountedCrash)Server.Get<ICrashPoints>();

    public BillingRunStore Runs => Server.Get<BillingRunStore>();

    public static readonly BillingMonth October = BillingMonth.Parse("2026-10");

    /// <summary>The third business day of November 2026 is the 5th: the 3rd is 文化の日.</summary>
    public static readonly DateTimeOffset RunTime = new(2026, 11, 4, 16, 0, 0, TimeSpan.Zero);

    public static async Task<BillingWorld> StartAsync(params (string Name, string? Value)[] settings)
    {
        var azurite = await AzuriteFixture.RentAsync();
        var queue = await QueueServer.StartAsync();
        var all = new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = azurite.ConnectionString,
            ["Bus"] = queue.Connection,
            ["Billing:PageSize"] = "2",
            ["Access:TrustPrincipal"] = "true",
        };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        return new BillingWorld(azurite, queue, await AppServer.StartAsync(all, today: RunTime));
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        await Queue.DisposeAsync();
        await _azurite.DisposeAsync();
    }

    /// <summary>A contract of ten units at 1,000 yen a month from October on, unless said otherwise.</summary>
    public async Task<Contract> AddContractAsync(
        string customer, string id = "k1", int quantity = 10, long fee = 1_000, string on = "2026-10-05", PriceBasis basis = PriceBasis.TaxExcluded, string name = "クラウド", DateTimeOffset? recorded = null)
    {
        var contract = new Contract
        {
            Id = ContractId.Parse(id),
            Customer = CustomerId.Parse(customer),
            Product = ProductId.Parse("P1"),
            Name = name,
            Terms = new ContractTerms { Pattern = FeePattern.MonthlyOnly, MonthlyFee = new Yen(fee), Tax = TaxCategory.Standard, Basis = basis },
            Orders = [new CompletedOrder(OrderId.Parse("o1"), OrderKind.New, quantity, DateOnly.Parse(on, CultureInfo.InvariantCulture), recorded ?? RunTime.AddDays(-10))],
        };
        await PutAsync(contract);
        return contract;
    }

    /// <summary>As orders keep it: what billing needs is one member of the document.</summary>
    public async Task PutAsync(Contract contract) => Assert.True(await Server.Get<DocumentTables>().Billing.WriteAsync(
        contract.Customer.Value, Version(), [DocumentWrite.Put($"contract-{contract.Id}", new { Contract = contract, Notes = "of orders alone" })], default));

    public async Task AddCustomerAsync(string id, PaymentMethod method, string? provider = null) => Assert.True(await Server.Get<DocumentTables>().Customers.WriteAsync(
        "customers", Version(), [DocumentWrite.Put($"customer-{id}", new { Id = CustomerId.Parse(id), Name = "見本商事", Payment = new { Method = method, Provider = provider } })], default));

    /// <summary>Activity after activity, as the orchestration calls them, until nothing goes on by itself.</summary>
    public async Task CarryOutAsync(RunId run)
    {
        var input = new BillingRunInput(run.Value, NextStart());
        for (var steps = 0; steps < MostSteps; steps++)
        {
            var step = await Server.Get<BillingRunAdvancer>().AdvanceAsync(input, default);
            if (step.Act == BillingRunAct.End)
            {
                return;
            }

            foreach (var page in step.Pages)
            {
                var pageInput = new BillingPageInput(run.Value, input.StartId, page);
                await (step.Act == BillingRunAct.Bill
                    ? Server.Get<PageBiller>().BillAsync(pageInput, default)
                    : Server.Get<PageConfirmer>().ConfirmAsync(pageInput, default));
            }
        }

        Assert.Fail($"Run {run} is not at rest after {MostSteps} steps: {await RunAsync(run)}");
    }

    /// <summary>The timer's run, from asking to its rest.</summary>
    public async Task<BillingRunRow> RunDueAsync()
    {
        var run = await FireAsync() ?? throw new InvalidOperationException("No run is due.");
        await CarryOutAsync(run);
        Engine.Status = OrchestrationRuntimeStatus.Completed;
        return await RunAsync(run);
    }

    public async Task<BillingRunRow> RunAsync(RunId id) => (await Runs.FindAsync(id, default))!.Value;

    public async Task<IReadOnlyList<StoredInvoice>> InvoicesAsync(string customer, BillingMonth? month = null)
    {
        List<StoredInvoice> found = [];
        await foreach (var invoice in Server.Get<BillingStore>().InvoicesAsync(CustomerId.Parse(customer), month ?? October, default))
        {
            found.Add(invoice);
        }

        return found;
    }

    /// <summary>Every row of billing, its document without versions and instants: what must be the same however a run went.</summary>
    public async Task<IReadOnlyList<string>> SnapshotAsync()
    {
        List<string> rows = [];
        await foreach (var customer in Server.Get<BillingStore>().CustomersAsync(default))
        {
            await foreach (var (row, json) in Server.Get<DocumentTables>().Billing.ScanJsonAsync(customer.Value, default))
            {
                rows.Add($"{customer} {row} {Instants().Replace(json, "…")}");
            }
        }

        return [.. rows, .. (await Server.Get<InvoiceIndex>().ListAsync(October, null, 1000, default)).Select(customer => $"index {customer}")];
    }

    /// <summary>The timer fires. The run that it started, or null.</summary>
    public async Task<RunId?> FireAsync()
    {
        var timer = new BillingRunTimer(Server.Get<BillingRunRequests>(), Server.Get<BillingRunStarter>());
        var before = Engine.Started.Count;
        await timer.RunAsync(new TimerInfo(), Engine, default);
        return Engine.Started.Count > before ? RunId.Parse(Engine.Started[^1]["billing-".Length..]) : null;
    }

    private string Version() => Server.Get<UlidGenerator>().Next().ToString();

    private string NextStart() => Server.Get<IdSource>().Next(after: null);

    [GeneratedRegex("\"(KnownThrough|ConfirmedAt|Since)\":\"[^\"]*\"")]
    private static partial Regex Instants();
}
