using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Subnets;
using HoDsl.Tests;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>What the compiler refuses for its shape, PyTorch and the runtime refuse, or make something else of.</summary>
[NoLeaks, Collection(nameof(TorchSharp))]
public class RefusedByTheRuntimeTests
{
    private static readonly MapShape Features = new(16, 1, 1);

    [Fact]
    public void Batch_norm_of_features() => Refuses(() => BatchNorm2d(16), rows: true);

    [Fact]
    public void Attention_among_features() => Refuses(() => Attention.Create(Stage(Features, Features)), rows: true);

    /// <summary>Offsets of 16 x 1 x 1 make a map of a row.</summary>
    [Fact]
    public void Positions_of_features()
    {
        using var scope = NewDisposeScope();
        using var positions = new Positions(Features);
        Assert.NotEqual([2, 16], positions.call(zeros(2, 16)).shape);
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Padding_of_more_than_half_a_window(int window, int padding)
    {
        Refuses(() => MaxPool2d(window, window, padding));
        Refuses(() => AvgPool2d(window, window, padding));
    }

    [Theory]
    [InlineData(Shortcut.Pad)]
    [InlineData(Shortcut.AveragePool)]
    public void Shortcuts_without_parameters_to_fewer_channels(Shortcut shortcut) =>
        Assert.Throws<UserException>(() => Shortcuts.Create(shortcut, Stage(new(16, 8, 8), new(8, 4, 4))));

    private static StageInfo Stage(MapShape from, MapShape to) => new(new BlockInfo(to, Entering: from == to ? null : from), Stage: 1, Node: 0);

    private static void Refuses(Func<Module<Tensor, Tensor>> make, bool rows = false)
    {
        using var scope = NewDisposeScope();
        using var module = make();
        Assert.ThrowsAny<Exception>(() => module.call(rows ? zeros(2, 16) : zeros(2, 16, 8, 8)));
    }
}
