using Billing.Adapters.Storage;
using Billing.Adapters.Storage.Documents;
using Billing.Adapters.Storage.Invoicing;
using Billing.Core.Calendar;
using Billing.Core.Catalogue;
using Billing.Core.Contracts;
using Billing.Core.Customers;
using Billing.Core.Invoicing;
using Billing.Core.Invoicing.Runs;
using Billing.Core.Money;

using Testing;

namespace Billing.Adapters.Tests.Storage.Invoicing;

public sealed class BillingStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly BillingMonth October = BillingMonth.Parse("2026-10");
    private static readonly DateTimeOffset CutOff = new(2026, 11, 4, 16, 0, 0, TimeSpan.Zero);
    private readonly UlidGenerator _ulids = new(TimeProvider.System);

    [Fact]
    public async Task B39_Bill_WrittenAndRead_IsTheSameDocumentAndLedger()
    {
        var (store, documents) = await StoreAsync();
        var customer = NewCustomer();
        await AddContractsAsync(documents, customer, 3);
        var book = await store.ReadBookAsync(customer, October, None);
        var bill = Compute(book);

        Assert.True(await store.WriteRunBillAsync(book, bill, October, None));

        var read = await store.ReadBookAsync(customer, October, None);
        var stored = Assert.Single(read.Invoices);
        Assert.Equal(InvoiceStatus.Draft, stored.Value.Status);
        Assert.Equal(bill.Documents[0], await store.ReadDocumentAsync(stored.Value, None), DocumentComparer.Instance);
        Assert.Equal(bill.Ledgers.Select(ledger => ledger.Value), Ledgers(read).Select(ledger => ledger.Value));
        Assert.Equal(bill.Ledgers.SelectMany(ledger => ledger.Entries), Ledgers(read).SelectMany(ledger => ledger.Entries));
        Assert.Equal(RunTotals.Of(bill), read.Bill!.Value.Totals);
        Assert.Empty(Compute(read).Documents);
    }

    [Fact]
    public async Task Bill_OfTenThousandLines_IsOneWriteAndReadsAsTheSame()
    {
        var (store, documents) = await StoreAsync();
        var customer = NewCustomer();
        await AddContractsAsync(documents, customer, 10_000, name: "クラウドストレージ 標準プラン（本店）");
        var book = await store.ReadBookAsync(customer, October, None);
        var bill = Compute(book);
        Assert.Equal(10_000, bill.Documents.Single().Lines.Count);

        Assert.True(await store.WriteRunBillAsync(book, bill, October, None));

        var read = await store.ReadBookAsync(customer, October, None);
        Assert.Equal(bill.Documents[0], await store.ReadDocumentAsync(read.Invoices.Single().Value, None), DocumentComparer.Instance);
        Assert.Empty(Compute(read).Documents);
        Assert.True(read.Invoices.Single().Value.LineRows > 1);
    }

    [Fact]
    public async Task Bill_ThatDoesNotFitIntoOneWrite_IsRefusedWithItsSizeAndWritesNothing()
    {
        var (store, _) = await StoreAsync();
        var customer = NewCustomer();
        var book = await store.ReadBookAsync(customer, October, None);
        book.Contracts.AddRange(Enumerable.Range(0, 30_000).Select(n => NewContract(customer, n, new string('名', 80))));

        var refused = await Assert.ThrowsAsync<BillTooLargeException>(() => store.WriteRunBillAsync(book, Compute(book), October, None));

        Assert.Contains("30000 lines", refused.Message, StringComparison.Ordinal);
        Assert.Null((await store.ReadBookAsync(customer, October, None)).Bill);
    }

    [Fact]
    public async Task Bill_OfABookThatSomebodyChanged_IsNotWritten()
    {
        var (store, documents) = await StoreAsync();
        var customer = NewCustomer();
        await AddContractsAsync(documents, customer, 2);
        var (mine, theirs) = (await store.ReadBookAsync(customer, October, None), await store.ReadBookAsync(customer, October, None));
        Assert.True(await store.WriteRunBillAsync(theirs, Compute(theirs), October, None));

        Assert.False(await store.WriteRunBillAsync(mine, Compute(mine), October, None));

        // The next month meets a ledger that somebody has written since: guarded by its version.
        var november = October.AddMonths(1);
        var (first, second) = (await store.ReadBookAsync(customer, november, None), await store.ReadBookAsync(customer, november, None));
        Assert.True(await store.WriteRunBillAsync(first, Compute(first, november), november, None));
        Assert.False(await store.WriteRunBillAsync(second, Compute(second, november.AddMonths(1)), november.AddMonths(1), None));
    }

    [Fact]
    public async Task Books_OfAPage_HoldEachCustomerOnceAndADamagedOneStopsNoOther()
    {
        var (store, documents) = await StoreAsync();
        var prefix = NewCustomer().Value;
        CustomerId[] customers = [.. Enumerable.Range(0, 5).Select(n => CustomerId.Parse($"{prefix}-{n}"))];
        foreach (var customer in customers)
        {
            await AddContractsAsync(documents, customer, 2);
        }

        await documents.Billing.WriteAsync(customers[2].Value, _ulids.Next().ToString(), [DocumentWrite.Insert("contract-z", new { Contract = "nothing of the kind" })], None);

        List<CustomerBook> books = [];
        await foreach (var book in store.ReadBooksAsync(customers[1], customers[3], October, None))
        {
            books.Add(book);
        }

        Assert.Equal(customers[1..4], books.Select(book => book.Customer));
        Assert.Equal([false, true, false], books.Select(book => book.IsDamaged));
        Assert.Throws<InvalidDataException>(() => books[1].ToAccount());
        Assert.Equal(2, books[2].ToAccount().Contracts.Count);
    }

    [Fact]
    public void Ledger_Packed_KeepsEveryEntryAndStaysShortOverTheYears()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var round = 0; round < 200; round++)
        {
            var ledger = RandomLedger(random);
            var packed = LedgerPacking.Pack(ledger);
            var read = LedgerPacking.Unpack(packed);
            Assert.True(ledger.Entries.SequenceEqual(read.Entries) && ledger.KnownThrough == read.KnownThrough, $"seed {seed}, round {round}: {string.Join(" | ", packed.Fees)}");
        }

        var steady = ContractLedger.Empty(ContractId.Parse("c")) with
        {
            Entries = [.. Enumerable.Range(0, 240).Select(n => new LedgerEntry(FeeKey.Monthly(October.AddMonths(n)), 10, new Yen(1_000)))],
        };
        Assert.Equal(["2026-10..2046-09 10 1000"], LedgerPacking.Pack(steady).Fees);
    }

    [Fact]
    public async Task Ledgers_OfThousandsOfContractsOverMonths_OutgrowTheirRowsAndAreHalved()
    {
        var (store, documents) = await StoreAsync();
        var customer = NewCustomer();
        await AddContractsAsync(documents, customer, 1_500);
        // Each month another price: nothing follows unchanged, so that every page grows.
        for (var month = 0; month < 4; month++)
        {
            var through = October.AddMonths(month);
            var book = await store.ReadBookAsync(customer, through, None);
            Reprice(book, through, 1_000 + month);
            Assert.True(await store.WriteRunBillAsync(book, Compute(book, through, CutOff.AddMonths(month)), through, None));
        }

        var ledgers = Ledgers(await store.ReadBookAsync(customer, October, None)).ToList();
        Assert.Equal(1_500, ledgers.Count);
        Assert.All(ledgers, ledger => Assert.Equal(4, ledger.Entries.Count));
    }

    [Fact]
    public async Task Index_WrittenTwice_ListsEachCustomerOnceInOrderAfterAnother()
    {
        var tables = await AzuriteConnection.TablesAsync();
        await tables.CreateTableIfNotExistsAsync(InvoiceIndex.TableName);
        var index = new InvoiceIndex(tables);
        var month = new BillingMonth(2100 + (Environment.ProcessId % 800), 1 + Random.Shared.Next(12));
        CustomerId[] customers = [.. Enumerable.Range(0, 250).Select(n => CustomerId.Parse($"C{n:D4}"))];
        await index.AddAsync(month, customers, None);
        await index.AddAsync(month, customers, None);

        Assert.Equal(customers[..100], await index.ListAsync(month, null, 100, None));
        Assert.Equal(customers[240..], await index.ListAsync(month, customers[239], 100, None));
        Assert.Empty(await index.ListAsync(month, customers[249], 100, None));
    }

    private static IEnumerable<ContractLedger> Ledgers(CustomerBook book) => book.ToAccount().Ledgers.Values.OrderBy(ledger => ledger.Contract.Value, StringComparer.Ordinal);

    private static CustomerBill Compute(CustomerBook book, BillingMonth? through = null, DateTimeOffset? cutOff = null) => new CustomerBilling().Compute(
        book.ToAccount(), new BillingContext { Through = through ?? October, CutOff = cutOff ?? CutOff, Settings = new InvoicingSettings() });

    private static void Reprice(CustomerBook book, BillingMonth from, long fee)
    {
        for (var n = 0; n < book.Contracts.Count; n++)
        {
            book.Contracts[n] = book.Contracts[n] with { Revisions = [new PriceRevision(from, new Yen(fee), CutOff.AddDays(-1))] };
        }
    }

    private async Task<(BillingStore Store, DocumentTables Documents)> StoreAsync()
    {
        var tables = await AzuriteConnection.TablesAsync();
        await new BillingStorage(tables).EnsureTablesAsync();
        var documents = new DocumentTables(tables);
        return (new BillingStore(tables, documents, _ulids), documents);
    }

    private static CustomerId NewCustomer() => CustomerId.Parse(AzuriteFixture.UniqueName("c"));

    private async Task AddContractsAsync(DocumentTables documents, CustomerId customer, int count, string name = "Storage")
    {
        foreach (var some in Enumerable.Range(0, count).Chunk(100))
        {
            var writes = some.Select(n => NewContract(customer, n, name)).Select(contract => DocumentWrite.Insert($"contract-{contract.Id}", new { Contract = contract, Notes = "of orders alone" }));
            Assert.True(await documents.Billing.WriteAsync(customer.Value, _ulids.Next().ToString(), [.. writes], None));
        }
    }

    private static Contract NewContract(CustomerId customer, int number, string name) => new()
    {
        Id = ContractId.Parse($"01JGV00000000000000000{number:D4}"),
        Customer = customer,
        Product = ProductId.Parse("01JGV0000000000000000000PP"),
        Name = name,
        Terms = new ContractTerms { Pattern = FeePattern.MonthlyOnly, MonthlyFee = new Yen(980), Tax = TaxCategory.Standard, Basis = PriceBasis.TaxExcluded },
        Orders = [new CompletedOrder(OrderId.Parse($"o{number}"), OrderKind.New, 1 + (number % 7), new DateOnly(2026, 10, 5), CutOff.AddDays(-20))],
    };

    private static ContractLedger RandomLedger(Random random)
    {
        var entries = new SortedDictionary<FeeKey, LedgerEntry>();
        for (var n = random.Next(40); n > 0; n--)
        {
            var month = October.AddMonths(random.Next(30));
            var key = random.Next(4) == 0 ? FeeKey.Initial(month, OrderId.Parse($"o{random.Next(9)}")) : FeeKey.Monthly(month);
            entries[key] = new LedgerEntry(key, random.Next(3), new Yen(1_000 * random.Next(1, 3)));
        }

        return new ContractLedger { Contract = ContractId.Parse("c"), KnownThrough = CutOff, Entries = [.. entries.Values] };
    }

    private sealed class DocumentComparer : IEqualityComparer<InvoiceDocument>
    {
        public static readonly DocumentComparer Instance = new();

        public bool Equals(InvoiceDocument? x, InvoiceDocument? y) =>
            x!.Lines.SequenceEqual(y!.Lines) && x.Rates.SequenceEqual(y.Rates) && (x with { Lines = y.Lines, Rates = y.Rates }) == y;

        public int GetHashCode(InvoiceDocument obj) => obj.Key.GetHashCode();
    }
}
