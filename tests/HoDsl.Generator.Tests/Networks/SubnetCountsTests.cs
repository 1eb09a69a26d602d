using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Tests;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>What the compiler counts of a subnet is what the subnet has, which is held against PyTorch's where it is made.</summary>
[NoLeaks, Collection(nameof(TorchSharp))]
public class SubnetCountsTests
{
    // No case has a width, a number of groups or a reduction that another number could stand for.
    public static TheoryData<string> Subnets => [.. Makers.Keys];

    private static readonly Dictionary<string, Func<StageInfo, Module<Tensor, Tensor>>> Makers = new()
    {
        ["vgg"] = Vgg.Create,
        ["vgg groups 2 se 3"] = stage => Vgg.Create(stage, se: 3, groups: 2),
        ["basic se 64"] = stage => Basic.Create(stage, se: 64),
        ["conv"] = Conv.Create,
        ["bottleneck expansion 2 preact on se 5"] = stage => Bottleneck.Create(stage, expansion: 2, preact: true, se: 5),
        ["bottleneck"] = Bottleneck.Create,
        ["resnext groups 2 width 64"] = stage => ResNeXt.Create(stage, groups: 2, width: 64),
        ["fixup"] = Fixup.Create,
        ["highway"] = Highway.Create,
        ["depthwise kernel 5 expansion 3"] = stage => Depthwise.Create(stage, kernel: 5, expansion: 3),
        ["depthwise"] = Depthwise.Create,
        ["dense"] = Dense.Create,
        ["dense layers 4 growth 3 bottleneck off"] = stage => Dense.Create(stage, layers: 4, growth: 3, bottleneck: false),
        ["osa layers 2 width 7 ese on"] = stage => Osa.Create(stage, layers: 2, width: 7, ese: true),
        ["osa"] = Osa.Create,
        ["rk-stage stages 2 bottleneck off"] = stage => RkStage.Create(stage, stages: 2, bottleneck: false),
        ["rk-stage"] = RkStage.Create,
        ["tied width 6 norm off"] = stage => Tied.Create(stage, width: 6, norm: false),
        ["tied"] = Tied.Create,
        ["mlp expansion 3 norm off"] = stage => Mlp.Create(stage, expansion: 3, norm: false),
        ["mlp"] = Mlp.Create,
        ["attention heads 2"] = stage => Attention.Create(stage, heads: 2),
        ["transformer"] = Runtime.Subnets.Transformer.Create,
        ["timed-conv"] = Timed<TimedConv>.Create,
    };

    [Theory, MemberData(nameof(Subnets))]
    public void Parameters(string subnet)
    {
        using var scope = NewDisposeScope();
        using var module = Makers[subnet](new(new(new MapShape(16, 6, 6)), 1, 0));
        Assert.Equal(module.parameters().Sum(parameter => parameter.numel()), Body($"blocks of Euler({subnet})").Cost.Parameters);
    }

    /// <summary>Vaswani et al. 2017, table 1: n^2 d for attention, to which four linear maps of n d^2 come.</summary>
    [Fact]
    public void Attention_multiplies_each_pixel_with_each() =>
        Assert.Equal((4L * 36 * 16 * 16) + (2L * 36 * 36 * 16), Body("blocks of Euler(attention heads 2)").Cost.MultiplyAdds);

    /// <summary>Of 16 channels: the means, linear layers with ReLU and sigmoid behind them; the product that they give is no layer.</summary>
    [Theory]
    [InlineData("basic se 4", "basic", 16 + (2 * 4) + (2 * 16))]
    [InlineData("osa ese on", "osa", 16 + (2 * 16))]
    public void Weights_of_channels_are_made_by_layers(string weighed, string plain, long activations)
    {
        Assert.Equal(activations, Activations(weighed) - Activations(plain));
        static long Activations(string subnet) => Body($"blocks of Euler({subnet})").Cost.Activations;
    }

    /// <summary>Two convolutions, a ReLU and a sigmoid.</summary>
    [Fact]
    public void A_gate_is_a_layer() => Assert.Equal(4 * 16 * 6 * 6, Body("blocks of Euler(highway)").Cost.Activations);

    /// <summary>As layers, which a network counts: those of the bottleneck are two each, and the last convolution of OSA is one more.</summary>
    [Theory]
    [InlineData("dense layers 3", 6)]
    [InlineData("dense layers 3 bottleneck off", 3)]
    [InlineData("osa layers 3", 4)]
    [InlineData("rk-stage stages 3", 6)]
    [InlineData("rk-stage stages 3 bottleneck off", 3)]
    public void Layers(string subnet, int layers) => Assert.Equal(layers, Body($"blocks of Euler({subnet})").Depth);

    private static Generator.Networks.NetworkItem Body(string body) =>
        CompileNetwork.Valid($"network Small\ninput 16 x 6 x 6\nclasses 10\nbody 1 {body}\n{CompileNetwork.Tail}").Items[0];
}
