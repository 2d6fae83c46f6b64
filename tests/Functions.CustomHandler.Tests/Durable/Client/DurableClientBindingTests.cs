using Functions.CustomHandler.Durable.Client;

namespace Functions.CustomHandler.Tests.Durable.Client;

public sealed class DurableClientBindingTests
{
    private const string Value = """
        {"taskHubName":"BillingHub","connectionName":"Storage","creationUrls":null,"managementUrls":null,"baseUrl":null,
         "requiredQueryStringParameters":"code=secret","rpcBaseUrl":"http://127.0.0.1:49731","newer":{"x":1}}
        """;

    [Fact]
    public void Parse_TheValueOfTheHost_GivesAddressHubAndConnection()
    {
        var binding = DurableClientBinding.Parse(Value);

        Assert.Equal(new DurableClientBinding(new Uri("http://127.0.0.1:49731"), "BillingHub", "Storage"), binding);
    }

    [Fact]
    public void Parse_TheValueInsideAJsonText_IsTheSame() =>
        Assert.Equal(DurableClientBinding.Parse(Value), DurableClientBinding.Parse(System.Text.Json.JsonSerializer.Serialize(Value)));

    [Theory]
    [InlineData("secret, no JSON", "not JSON")]
    [InlineData("[1]", "Array")]
    [InlineData("""{"rpcBaseUrl":null,"requiredQueryStringParameters":"code=secret"}""", "no rpcBaseUrl")]
    [InlineData("""{"rpcBaseUrl":"localhost:4001","x":"secret"}""", "not an absolute http address")]
    [InlineData("""{"rpcBaseUrl":"/secret"}""", "not an absolute http address")]
    public void Parse_AnotherText_SaysWhatIsWrongAndShowsNoSecret(string text, string reason)
    {
        var fault = Assert.Throws<FormatException>(() => DurableClientBinding.Parse(text));

        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.ToString(), StringComparison.Ordinal);
    }
}
