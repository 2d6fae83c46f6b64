using System.Text;

using Billing.Functions.Tests.Contracts;
using Billing.Functions.Tests.Harness;

using Testing;

namespace Billing.Functions.Tests.Export;

/// <summary>Over real HTTP, on a store of its own: other tests leave rows that are no documents.</summary>
public sealed class BulkCsvApiTests : IAsyncLifetime
{
    private AzuriteFixture _azurite = null!;

    public async ValueTask InitializeAsync() => _azurite = await AzuriteFixture.RentAsync();

    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    [Fact]
    public async Task B46_CustomersCsv_HasOneRowForEachAndExecutesNothing()
    {
        var shop = await Shop.OpenAsync(_azurite.ConnectionString);
        await using var app = shop.App;
        var odd = (await app.SendAsync("POST", "customers", new
        {
            kind = "Individual",
            name = "=HYPERLINK(1)",
            nameKana = "ヤマダ",
            address = new { postalCode = "1000001", prefecture = "東京都", city = "千代田区", street = "千代田1-1" },
            phone = "0312345678",
            payment = new { method = "PaymentSlip" },
            feeDeducted = true,
        })).Expect(201).Id;
        var plain = await shop.CustomerAsync();

        using var answer = await app.Http.GetAsync(new Uri("customers.csv", UriKind.Relative));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        var rows = Encoding.UTF8.GetString(bytes.AsSpan(3)).Split("\r\n");

        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        Assert.Equal(("text/csv; charset=utf-8", "customers.csv"), (answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentDisposition!.FileName));
        Assert.StartsWith("顧客ID,顧客コード,区分,状態,顧客名,", rows[0], StringComparison.Ordinal);
        Assert.Equal(
            $"{odd},,個人,有効,'=HYPERLINK(1),ヤマダ,,,,,,1000001,東京都,千代田区,千代田1-1,,0312345678,,,払込票,,はい,いいえ,,",
            Assert.Single(rows, row => row.StartsWith(odd + ",", StringComparison.Ordinal)));
        Assert.Single(rows, row => row.StartsWith($"{plain},,法人,有効,株式会社山田,ヤマダ,", StringComparison.Ordinal));
        Assert.All(rows.SkipLast(1), row => Assert.Equal(25, row.Split(',').Length));
        Assert.DoesNotContain("千代田", app.Log.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B46_CustomersCsv_LeavesDeletedOnesOutUnlessAskedFor()
    {
        var shop = await Shop.OpenAsync(_azurite.ConnectionString);
        await using var app = shop.App;
        var (customer, contract) = await shop.ContractAsync("2026-10-01");
        var cancel = (await shop.ChangeAsync("Cancel", contract)).Expect(201).Id;
        (await shop.CompleteAsync(cancel, "2026-10-31")).Expect(200);
        var held = (await app.GetAsync($"customers/{customer}")).Expect(200);
        (await app.SendAsync("DELETE", $"customers/{customer}?confirm=true", ifMatch: held.ETag)).Expect(200);

        Assert.DoesNotContain($"\r\n{customer},", await TextAsync(app, "customers.csv"), StringComparison.Ordinal);
        Assert.Contains($"\r\n{customer},,法人,削除済み,", await TextAsync(app, "customers.csv?deleted=true"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public async Task B46_ContractsCsv_HasTheQuantityOfCompletedOrdersAndTheTerms(string encoding)
    {
        var shop = await Shop.OpenAsync(_azurite.ConnectionString);
        await using var app = shop.App;
        var (customer, contract) = await shop.ContractAsync();
        var added = (await shop.ChangeAsync("Add", contract, 5)).Expect(201).Id;
        await shop.ChangeAsync("Reduce", contract, 1); // refused or not: it is not completed
        (await shop.CompleteAsync(added, "2026-12-10")).Expect(200);

        var one = await TextAsync(app, $"contracts.csv?customer={customer}&encoding={encoding}", encoding);
        var all = await TextAsync(app, $"contracts.csv?encoding={encoding}", encoding);

        var row = one.Split("\r\n")[1];
        Assert.StartsWith($"{contract},{customer},", row, StringComparison.Ordinal);
        Assert.Contains(",本社,契約中,15,2026-12-01,,", row, StringComparison.Ordinal);
        Assert.Equal(3, one.Split("\r\n").Length); // header, one row, the end
        Assert.Contains($"\r\n{row}\r\n", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B46_Csv_IsForThePartnerOnly()
    {
        var shop = await Shop.OpenAsync(_azurite.ConnectionString);
        await using var app = shop.App;
        var person = await shop.SignInAsync(await shop.CustomerAsync());

        (await app.GetAsync("customers.csv", person)).Expect(403, "not_permitted");
        (await app.GetAsync("contracts.csv", person)).Expect(403, "not_permitted");
        (await app.GetAsync("contracts.csv?customer=no%20id")).Expect(400, "validation_failed");
        (await app.GetAsync("customers.csv?encoding=euc-jp")).Expect(400, "validation_failed");
    }

    private static async Task<string> TextAsync(AppServer app, string path, string encoding = "utf-8")
    {
        using var answer = await app.Http.GetAsync(new Uri(path, UriKind.Relative));
        var bytes = await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        return encoding == "utf-8" ? Encoding.UTF8.GetString(bytes) : CodePagesEncodingProvider.Instance.GetEncoding(932)!.GetString(bytes);
    }
}
