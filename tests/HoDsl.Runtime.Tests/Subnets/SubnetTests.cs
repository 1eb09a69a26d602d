using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Subnets;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Subnets;

public class SubnetTests
{
    private static readonly MapShape Shape = new(8, 4, 4);

    public static TheoryData<string> Subnets => [.. SubnetCase.All.Select(subnet => subnet.Name)];

    [Theory, MemberData(nameof(Subnets))]
    public void A_subnet_leaves_nothing_but_its_output(string name)
    {
        using var scope = NewDisposeScope();
        var subnet = SubnetCase.Find(name);
        using var module = subnet.Make();
        var (input, shape) = (subnet.Input(), subnet.Output().shape);
        using var calls = NewDisposeScope();
        Assert.Equal(shape, module.call(input).shape);
        Assert.Equal(1, calls.DisposablesCount);
    }

    [Theory, MemberData(nameof(Subnets))]
    public void Channels_innermost_in_memory_give_the_same_numbers_in_the_same_layout(string name)
    {
        using var scope = NewDisposeScope();
        var subnet = SubnetCase.Find(name);
        using var module = subnet.Make();
        var input = subnet.Input();
        var expected = module.call(input);
        Assert.True(expected.is_contiguous());
        TorchExtras.Current.ToChannelsLast(module);
        var output = module.call(TorchExtras.Current.ToChannelsLast(input));
        Assert.True(allclose(expected, output, rtol: 1e-4, atol: 1e-5));
        Assert.Equal(TorchExtras.Current.ToChannelsLast(expected).stride(), output.stride());
    }

    [Theory, MemberData(nameof(Subnets))]
    public void Mixed_precision_stays_near_single_precision(string name)
    {
        using var scope = NewDisposeScope();
        var subnet = SubnetCase.Find(name);
        using var module = subnet.Make();
        var input = subnet.Input();
        var expected = module.call(input).detach();
        using (TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16))
        {
            var output = module.call(input);
            (output.to(ScalarType.Float32) - expected).square().sum().backward();
            Assert.True((output.to(ScalarType.Float32) - expected).abs().max().ToDouble() < 0.05 * expected.abs().max().ToDouble());
        }

        Assert.All(module.parameters(), parameter => Assert.True(parameter.grad!.isfinite().all().item<bool>()));
    }

    [Fact]
    public void Depths_are_those_of_the_literature()
    {
        // DenseNet-BC-100: three bodies of 16 layers, stem, head and two transitions.
        Assert.Equal(100, (3 * Dense.LayersOf(layers: 16)) + 4);
        // DenseNet-40: three bodies of 12 layers.
        Assert.Equal(40, (3 * Dense.LayersOf(layers: 12, bottleneck: false)) + 4);
        // VoVNet-39: six modules behind a stem of three convolutions.
        Assert.Equal(39, (6 * Osa.LayersOf(layers: 5)) + 3);
        // ResNet-50: 3 + 4 + 6 + 3 blocks.
        Assert.Equal(50, (16 * Bottleneck.Layers) + 2);
        Assert.Equal(Dense.LayersOf(), Dense.Layers);
        Assert.Equal((12, 3), (RkStage.LayersOf(stages: 6), RkStage.LayersOf(bottleneck: false)));
    }

    [Theory]
    [InlineData("The subnet 'bottleneck' needs the number of channels to be a multiple of 3, not 8.", nameof(Bottleneck))]
    [InlineData("The subnet 'resnext' needs its width times the number of channels to be a multiple of 256, not 40.", nameof(ResNeXt))]
    [InlineData("The subnet 'attention' needs the number of channels to be a multiple of 3, not 8.", nameof(Attention))]
    [InlineData("The subnet 'dense' keeps the resolution of its maps and cannot take them from 4 x 8 x 8 to 8 x 4 x 4: let a pooling layer before the body do that.", nameof(Dense))]
    [InlineData("The subnet 'tied' keeps the shape of its maps and cannot take them from 4 x 8 x 8 to 8 x 4 x 4: let a layer before the body do that.", nameof(Tied))]
    public void What_a_subnet_cannot_do_it_says(string message, string subnet)
    {
        StageInfo inner = new(new BlockInfo(Shape), Stage: 1, Node: 0), entry = inner with { Block = inner.Block with { Entering = new MapShape(4, 8, 8) } };
        Assert.Equal(message, Assert.Throws<UserException>(() => subnet switch
        {
            nameof(Bottleneck) => Bottleneck.Create(inner, expansion: 3),
            nameof(ResNeXt) => ResNeXt.Create(inner, width: 5),
            nameof(Attention) => Attention.Create(inner, heads: 3),
            nameof(Dense) => Dense.Create(entry),
            _ => (object)Tied.Create(entry),
        }).Message);
    }

    [Fact]
    public void Fixup_begins_as_its_paper_says_whatever_a_network_draws()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var stage = new StageInfo(new BlockInfo(new MapShape(64, 4, 4), Count: 16), Stage: 1, Node: 0);
        using var network = Sequential(("stem", Conv2d(3, 64, kernel_size: 3, bias: false)), ("fixup", Fixup.Create(stage)));
        HeInitialisation.Apply(network);
        var weights = network.state_dict();
        Assert.Equal(0, weights["fixup.conv2.weight"].abs().max().ToDouble());
        Assert.Equal(Math.Sqrt(2.0 / (64 * 9)) / 4, weights["fixup.conv1.weight"].std().ToDouble(), 1e-3);
        Assert.Equal(Math.Sqrt(2.0 / 27), weights["stem.weight"].std().ToDouble(), 1e-2);
    }
}
