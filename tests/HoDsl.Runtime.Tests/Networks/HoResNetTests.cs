using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Networks;

public class HoResNetTests
{
    /// <summary>By the architecture of arXiv 2103.15244. The counts that the paper prints follow from no number of such subnets: see docs/networks.md.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(18)]
    [InlineData(26)]
    [InlineData(30)]
    [InlineData(58)]
    [InlineData(82)]
    [InlineData(86)]
    public void Parameters_are_those_of_a_stem_a_head_and_subnets_of_two_normed_convolutions(int layers)
    {
        const int Width = 64, Classes = 10, Window = 3 * 3;
        const long Subnet = 2 * ((2 * Width) + (Window * Width * Width));
        const long Stem = Window * 3 * Width, Head = (Width * Classes) + Classes;
        using var network = new HoResNet<PlainStep>(layers, Width, new MapShape(3, 32, 32), Classes);
        Assert.Equal(Stem + ((layers - 2) / 2 * Subnet) + Head, network.parameters().Sum(parameter => parameter.numel()));
    }

    [Fact]
    public void It_gives_one_logit_per_class()
    {
        using var scope = NewDisposeScope();
        using var network = new HoResNet<PlainStep>(layers: 6, width: 5, new MapShape(1, 9, 7), classes: 4);
        Assert.Equal([3, 4], network.call(randn(3, 1, 9, 7)).shape);
    }

    [Fact]
    public void Convolutions_start_with_the_deviation_of_He()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var network = new HoResNet<PlainStep>(layers: 4, width: 64, new MapShape(3, 32, 32), classes: 10);
        var convolution = network.modules().OfType<Conv2d>().Last().weight!;
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)), convolution.std().item<float>(), tolerance: 1e-3);
        Assert.Equal(0, convolution.mean().item<float>(), tolerance: 1e-3);
    }

    [Fact]
    public void A_handle_makes_the_same_network()
    {
        var choices = new NetworkChoices(RandomImages.Shape, Classes: 3, new Dictionary<string, int> { ["layers"] = 6, ["width"] = 4 }, SchemeHandle.Of<PlainStep>());
        manual_seed(1);
        using var byHandle = HoResNet.Handle.Create(choices);
        manual_seed(1);
        using var byType = new HoResNet<PlainStep>(layers: 6, width: 4, RandomImages.Shape, classes: 3);
        Assert.IsType<HoResNet<PlainStep>>(byHandle);
        Assert.Equal(TensorBytes.Of(byType), TensorBytes.Of(byHandle));
    }

    [Theory]
    [InlineData(2, "layers = 2 does not make whole blocks of plain, which have 2 layers each beside 2 others; the smallest is 4.")]
    [InlineData(5, "layers = 5 does not make whole blocks of plain, which have 2 layers each beside 2 others; the nearest are 4 and 6.")]
    public void A_depth_of_broken_blocks_names_the_nearest(int layers, string message)
    {
        Assert.Equal(message, Assert.Throws<UserException>(() => new HoResNet<PlainStep>(layers)).Message);
        // What a constructor has made when it fails nobody can dispose: finalisers do.
        HeldMemory.Settled();
    }

    [Fact]
    public void A_parameter_that_it_does_not_have_is_refused() => Assert.Equal(
        "HoResNet has no parameter 'units'; it has layers, width.",
        Assert.Throws<UserException>(() => HoResNet.Handle.Create(new(RandomImages.Shape, 3, new Dictionary<string, int> { ["units"] = 6 }))).Message);
}
