using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Tests.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Which terms of FractalNet's joins are dropped, how often, and what its block computes of the rest.</summary>
public sealed class DropPathTests : IDisposable
{
    private const int Draws = 3000;

    private static readonly MapShape Shape = new(Channels: 3, Height: 4, Width: 4);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Terms_are_dropped_one_by_one_but_never_all_of_a_join()
    {
        const double P = 0.4;
        manual_seed(1);
        var paths = new Paths(new DropPath(P, globalShare: 0), columns: 3);
        var counts = new int[8];
        for (var draw = 0; draw < Draws; draw++)
        {
            var weights = paths.Draw(training: true).Join(0.25, 0.25, 0.5);
            Assert.Equal(1, weights.Sum(), 1e-12);
            // Those that live keep their proportions.
            Assert.True(weights[2] == 0 || weights[0] == 0 || Math.Abs((weights[2] / weights[0]) - 2) < 1e-12);
            counts[weights.Select((weight, term) => weight > 0 ? 1 << term : 0).Sum()]++;
        }
        Frequencies.AssertFollow(counts, [.. Enumerable.Range(0, 8).Select(pattern => int.PopCount(pattern) switch
        {
            0 => 0,
            1 => ((1 - P) * P * P) + (P * P * P / 3),
            2 => (1 - P) * (1 - P) * P,
            _ => (1 - P) * (1 - P) * (1 - P),
        })]);
    }

    [Fact]
    public void On_a_share_of_the_batches_a_single_column_lives()
    {
        manual_seed(2);
        var paths = new Paths(new DropPath(0, globalShare: 0.5), columns: 3);
        var counts = new int[4];
        for (var draw = 0; draw < Draws; draw++)
        {
            var weights = paths.Draw(training: true).Join(0.25, 0.25, 0.5);
            counts[weights.Count(weight => weight > 0) > 1 ? 3 : Array.IndexOf(weights, 1.0)]++;
        }
        Frequencies.AssertFollow(counts, [1.0 / 6, 1.0 / 6, 1.0 / 6, 0.5]);
    }

    [Fact]
    public void A_single_column_is_a_plain_network_through_all_bodies()
    {
        var dropPath = new DropPath(0.15, globalShare: 1);
        manual_seed(3);
        using var first = Fractal3.CreateBody(SmoothSubnet.Create, Shape, count: 2, new() { DropPath = dropPath });
        using var second = Fractal3.CreateBody(SmoothSubnet.Create, Shape, count: 1, new() { DropPath = dropPath });
        var blocks = first.children().Concat(second.children()).Cast<Fractal3<SmoothSubnet>>().ToList();
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width);
        var columns = Enumerable.Range(0, 3).Select(column => blocks.Aggregate(input, (y, block) => Column(block, column, y))).ToList();
        var counts = new int[3];
        for (var draw = 0; draw < 60; draw++)
        {
            var actual = second.call(first.call(input));
            counts[columns.FindIndex(expected => expected.allclose(actual, 1e-5, 1e-6))]++;
        }
        Frequencies.AssertEqual(counts);
    }

    [Fact]
    public void A_block_averages_what_lives()
    {
        manual_seed(4);
        var dropPath = new DropPath(0.4, globalShare: 0);
        using var block = new Fractal3<SmoothSubnet>(SmoothSubnet.Create, new BlockInfo(Shape) { DropPath = dropPath });
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width);
        for (var seed = 0; seed < 20; seed++)
        {
            // The block draws for its joins in their order: what stages 4 and 6 read, and the result.
            manual_seed(seed);
            var live = new Paths(dropPath, columns: 3).Draw(training: true);
            var (inner, outer) = (live.Join(0.5, 0.5), live.Join(1.0 / 3, 1.0 / 3, 1.0 / 3));
            var joined = (block.F2.call(block.F1.call(input)) * inner[0]) + (block.F3.call(input) * inner[1]);
            var expected = (block.F5.call(block.F4.call(joined)) * outer[0]) + (block.F6.call(joined) * outer[1]) + (block.F7.call(input) * outer[2]);
            manual_seed(seed);
            Assert.True(expected.allclose(block.call(input), 1e-5, 1e-6));
        }
    }

    [Fact]
    public void Evaluation_drops_nothing()
    {
        manual_seed(5);
        using var plain = Fractal3.CreateBody(SmoothSubnet.Create, Shape, count: 2);
        using var dropping = Fractal3.CreateBody(SmoothSubnet.Create, Shape, count: 2, new() { DropPath = new(0.5) });
        dropping.load_state_dict(plain.state_dict());
        dropping.eval();
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width);
        Assert.Equal(0, (plain.call(input) - dropping.call(input)).abs().max().ToDouble());
    }

    [Fact]
    public void A_scheme_without_joins_has_nothing_to_drop() => Assert.Contains(
        "RK4 has nothing that drop-path could drop",
        Assert.Throws<UserException>(() => RK4.CreateBody(SmoothSubnet.Create, Shape, count: 2, new() { DropPath = new(0.15) })).Message);

    private static Tensor Column(Fractal3<SmoothSubnet> block, int column, Tensor y)
    {
        SmoothSubnet[] subnets = column switch
        {
            0 => [block.F1, block.F2, block.F4, block.F5],
            1 => [block.F3, block.F6],
            _ => [block.F7],
        };
        return subnets.Aggregate(y, (map, subnet) => subnet.call(map));
    }
}
