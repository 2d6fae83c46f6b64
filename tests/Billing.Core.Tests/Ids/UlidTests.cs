using Billing.Core.Ids;

namespace Billing.Core.Tests.Ids;

public sealed class UlidTests
{
    private static readonly byte[] Zeros = new byte[Ulid.SeedSize];
    private static readonly byte[] Ones = [.. Enumerable.Repeat((byte)0xFF, Ulid.SeedSize)];

    // The instant is the one of the specification's example: 01ARYZ6S41 = 1469918176385.
    [Fact]
    public void Create_TheSpecificationsInstant_WritesItsLetters()
    {
        var id = Ulid.Create(DateTimeOffset.FromUnixTimeMilliseconds(1469918176385), Zeros);

        Assert.Equal("01ARYZ6S410000000000000000", id.ToString());
        Assert.Equal(1469918176385, id.At.ToUnixTimeMilliseconds());
    }

    [Fact]
    public void Create_TheSameInstantAndBits_IsTheSameId()
    {
        var at = new DateTimeOffset(2026, 11, 25, 1, 2, 3, TimeSpan.Zero);

        Assert.Equal(Ulid.Create(at, Ones), Ulid.Create(at, Ones));
        Assert.NotEqual(Ulid.Create(at, Ones), Ulid.Create(at, Zeros));
    }

    [Fact]
    public void ToString_AnyTwo_SortAsTheValuesDo()
    {
        var random = new Random(20261125);
        for (var round = 0; round < 1000; round++)
        {
            var (left, right) = (Some(random), Some(random));

            Assert.Equal(Math.Sign(left.CompareTo(right)), Math.Sign(string.CompareOrdinal(left.ToString(), right.ToString())));
            Assert.True(Ulid.TryParse(left.ToString(), out var again));
            Assert.Equal(left, again);
        }
    }

    [Fact]
    public void Next_BitsUsedUp_GoesToTheNextMillisecond()
    {
        var last = Ulid.Create(DateTimeOffset.FromUnixTimeMilliseconds(5), Ones);

        Assert.True(last.Next() > last);
        Assert.Equal(6, last.Next().At.ToUnixTimeMilliseconds());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("01ARYZ6S41000000000000000")]
    [InlineData("01ARYZ6S41000000000000000I")]
    [InlineData("01aryz6s410000000000000000")]
    [InlineData("81ARYZ6S410000000000000000")]
    public void TryParse_OtherText_IsRefused(string? text) => Assert.False(Ulid.TryParse(text, out _));

    [Fact]
    public void Create_Before1970OrTooFewBits_IsRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Ulid.Create(DateTimeOffset.FromUnixTimeMilliseconds(-1), Zeros));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ulid.Create(DateTimeOffset.UnixEpoch, new byte[9]));
    }

    private static Ulid Some(Random random)
    {
        var seed = new byte[Ulid.SeedSize];
        random.NextBytes(seed);
        return Ulid.Create(DateTimeOffset.FromUnixTimeMilliseconds(random.NextInt64(1L << 41)), seed);
    }
}
