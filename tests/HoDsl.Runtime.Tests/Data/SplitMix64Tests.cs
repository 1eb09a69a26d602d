using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class SplitMix64Tests
{
    [Fact]
    public void Draws_what_the_published_generator_draws()
    {
        var random = new SplitMix64(1234567);

        ulong[] drawn = [random.Next(), random.Next(), random.Next(), random.Next(), random.Next()];

        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821], drawn);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(100)]
    public void Draws_each_number_below_the_bound_equally_often(int bound)
    {
        const int Draws = 100_000;
        var random = new SplitMix64(7);
        var counts = new int[bound];
        for (var i = 0; i < Draws; i++)
            counts[random.Below(bound)]++;

        Frequencies.AssertEqual(counts);
    }

    [Fact]
    public void Permutations_hold_every_number_once()
    {
        var order = new SplitMix64(3).Permutation(1000);

        Assert.Equal(Enumerable.Range(0, 1000), order.Order());
        Assert.NotEqual(Enumerable.Range(0, 1000), order);
    }

    [Fact]
    public void Permutations_put_each_number_into_each_place_equally_often()
    {
        var counts = new int[5 * 5];
        for (var seed = 0; seed < 20_000; seed++)
        {
            var order = SplitMix64.At(seed, 0, 0).Permutation(5);
            for (var place = 0; place < 5; place++)
                counts[5 * place + order[place]]++;
        }

        Frequencies.AssertEqual(counts);
    }

    [Fact]
    public void Generators_of_neighbouring_places_share_no_draws()
    {
        var draws = new HashSet<ulong>();
        for (var seed = -1; seed <= 1; seed++)
        {
            for (var epoch = -1; epoch <= 10; epoch++)
            {
                for (var image = -1; image <= 100; image++)
                {
                    var random = SplitMix64.At(seed, epoch, image);
                    for (var i = 0; i < 3; i++)
                        Assert.True(draws.Add(random.Next()), $"seed {seed}, epoch {epoch}, image {image}, draw {i}");
                }
            }
        }
    }

    [Fact]
    public void A_bound_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new SplitMix64(1).Below(0));
}
