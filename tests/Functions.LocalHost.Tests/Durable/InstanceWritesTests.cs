using Functions.LocalHost.Durable.Instances;

using Google.Protobuf.Collections;

namespace Functions.LocalHost.Tests.Durable;

public sealed class InstanceWritesTests
{
    [Fact]
    public void Extend_SmallTurns_FillUpAPageBeforeTheNextIsBegun()
    {
        var pages = new RepeatedField<int>();

        Assert.Equal(0, InstanceWrites.Extend(pages, 100));
        Assert.Equal(0, InstanceWrites.Extend(pages, 8000));
        Assert.Equal(0, InstanceWrites.Extend(pages, 200));
        Assert.Equal(1, InstanceWrites.Extend(pages, 50));
        Assert.Equal([8300, 50], pages);
    }

    [Fact]
    public void Extend_AGreatTurn_FillsWholePages()
    {
        var pages = new RepeatedField<int> { 100 };

        Assert.Equal(0, InstanceWrites.Extend(pages, 100_000));
        Assert.Equal(100_100, pages.Sum());
        Assert.All(pages, page => Assert.InRange(page, 1, PackedBytes.PageSize));
    }

    [Fact]
    public void Key_OfDifferentIds_NeverSharesAPartition()
    {
        string[] ids = ["a", "A", "a b", "a~0020b", "a%20b", "あ", new string('あ', 256), new string('あ', 255) + "い"];

        Assert.Equal(ids.Length, ids.Select(id => new InstanceKey(id).PartitionKey).Distinct(StringComparer.Ordinal).Count());
        Assert.All(ids, id => Assert.InRange(new InstanceKey(id).PartitionKey.Length, 1, 400));
    }

    [Fact]
    public void Key_Prefix_IsThatOfAllIdsWithIt() =>
        Assert.All(["あ", "あいう", new string('あ', 256)], id => Assert.StartsWith(InstanceKey.Prefix("あ"), new InstanceKey(id).PartitionKey, StringComparison.Ordinal));
}
