using Billing.Adapters.Storage;

namespace Billing.Adapters.Tests.Storage;

public sealed class StorageConnectionStringTests
{
    private const string Key = "c2VjcmV0LWtleQ=="; // "secret-key"

    [Theory]
    [InlineData("AccountName=acc;AccountKey=" + Key, "https://acc.table.core.windows.net/", "https://acc.blob.core.windows.net/")]
    [InlineData(
        "DefaultEndpointsProtocol=http;AccountName=acc;AccountKey=" + Key + ";EndpointSuffix=core.chinacloudapi.cn;",
        "http://acc.table.core.chinacloudapi.cn/",
        "http://acc.blob.core.chinacloudapi.cn/")]
    [InlineData(
        "accountname=acc; accountkey=" + Key + ";TableEndpoint=http://127.0.0.1:10002/acc/;BlobEndpoint=http://127.0.0.1:10000/acc",
        "http://127.0.0.1:10002/acc",
        "http://127.0.0.1:10000/acc")]
    public void TryParse_AccountAndKey_GivesEndpointsAndKey(string text, string table, string blob)
    {
        Assert.True(StorageConnectionString.TryParse(text, out var connection, out _));

        Assert.Equal((table, blob), (connection.TableEndpoint.AbsoluteUri, connection.BlobEndpoint.AbsoluteUri));
        Assert.Equal("acc", connection.AccountName);
        Assert.Equal("secret-key"u8.ToArray(), connection.AccountKey);
        Assert.DoesNotContain(Key, connection.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Byte", connection.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_DevelopmentStorage_IsTheEmulatorsAccount()
    {
        Assert.True(StorageConnectionString.TryParse("UseDevelopmentStorage=true", out var connection, out _));

        Assert.Equal(
            ("devstoreaccount1", "http://127.0.0.1:10002/devstoreaccount1", "http://127.0.0.1:10000/devstoreaccount1"),
            (connection.AccountName, connection.TableEndpoint.AbsoluteUri, connection.BlobEndpoint.AbsoluteUri));
    }

    [Theory]
    [InlineData("topsecret", "Name=Value")]
    [InlineData("AccountName=a;AccountName=b;AccountKey=topsecret", "distinct")]
    [InlineData("AccountKey=dG9wc2VjcmV0", "AccountName")]
    [InlineData("AccountName=acc", "AccountKey")]
    [InlineData("AccountName=acc;AccountKey=topsecret!", "AccountKey")]
    [InlineData("AccountName=acc;AccountKey=dG9wc2VjcmV0;TableEndpoint=ftp://topsecret", "TableEndpoint")]
    [InlineData("AccountName=acc;AccountKey=dG9wc2VjcmV0;BlobEndpoint=https://u:topsecret@host", "BlobEndpoint")]
    [InlineData("AccountName=acc;AccountKey=dG9wc2VjcmV0;DefaultEndpointsProtocol=gopher", "DefaultEndpointsProtocol")]
    [InlineData("SharedAccessSignature=topsecret;TableEndpoint=https://a", "SharedAccessSignature")]
    [InlineData("UseDevelopmentStorage=false", "AccountName")]
    public void TryParse_Unusable_NamesThePartAndNotItsValue(string text, string named)
    {
        Assert.False(StorageConnectionString.TryParse(text, out _, out var fault));

        Assert.Contains(named, fault, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain("dG9wc2VjcmV0", fault, StringComparison.Ordinal);
    }
}
