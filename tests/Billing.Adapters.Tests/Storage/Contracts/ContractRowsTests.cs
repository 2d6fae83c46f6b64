using Billing.Adapters.Storage.Contracts;
using Billing.Core.Contracts;
using Billing.Core.Customers;

namespace Billing.Adapters.Tests.Storage.Contracts;

public sealed class ContractRowsTests
{
    [Fact]
    public void IdOf_ALine_LeadsBackToItsOrder()
    {
        var order = OrderId.Parse("01JDB3B1T8W7T7V2PGKPQ6F9ZZ");

        Assert.Equal("01JDB3B1T8W7T7V2PGKPQ6F9ZZ-01", ContractRows.IdOf(order, 0).Value);
        Assert.Equal("01JDB3B1T8W7T7V2PGKPQ6F9ZZ-50", ContractRows.IdOf(order, 49).Value);
        Assert.Equal(order, ContractRows.OrderOf(ContractRows.IdOf(order, 7)));
    }

    [Theory]
    [InlineData("K")]
    [InlineData("a-1")]
    [InlineData("-01")]
    [InlineData("01JDB3B1T8W7T7V2PGKPQ6F9ZZ")]
    public void OrderOf_AnIdOfAnotherForm_IsNone(string id) =>
        Assert.Null(ContractId.TryParse(id, out var contract) ? ContractRows.OrderOf(contract) : null);

    [Fact]
    public void Row_NamesTheKindFirst()
    {
        Assert.Equal("C", ContractRows.Partition(CustomerId.Parse("C")));
        Assert.Equal(
            ("basic-B", "order-O", "contract-K"),
            (ContractRows.Row(BasicContractId.Parse("B")), ContractRows.Row(OrderId.Parse("O")), ContractRows.Row(ContractId.Parse("K"))));
    }
}
