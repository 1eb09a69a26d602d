using System.Text;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
// TorchSharp has a method of that name.
using Transformer = HoDsl.Runtime.Subnets.Transformer;

namespace HoDsl.Runtime.Tests.Subnets;

/// <summary>A subnet with arguments, at a small shape.</summary>
/// <param name="Text">Its name and arguments, as tests/reference/subnets.py reads them.</param>
/// <param name="Create">Makes it.</param>
/// <param name="Entering">The shape of what enters, where that is not what it gives.</param>
/// <param name="Channels">How many channels it gives.</param>
/// <param name="IsFlat">Whether it is given vectors.</param>
public sealed record SubnetCase(
    string Text, Func<StageInfo, Module<Tensor, Tensor>> Create, MapShape? Entering = null, long Channels = 8, bool IsFlat = false)
{
    private const int Batch = 3;

    // Rows and columns that are not as many, and a height that a stride of 2 does not divide.
    private static readonly MapShape Larger = new(4, 11, 10);
    private static readonly MapShape Wider = new(4, 6, 5);

    /// <summary>Those that keep the shape of their maps.</summary>
    public static IReadOnlyList<SubnetCase> Inner { get; } =
    [
        new("preact", Vgg.Create),
        new("preact se=1", stage => Vgg.Create(stage, se: 1)),
        new("preact groups=2", stage => Vgg.Create(stage, groups: 2)),
        new("coupled", Coupled.Create),
        new("basic", Basic.Create),
        new("basic se=1", stage => Basic.Create(stage, se: 1)),
        new("conv", Conv.Create),
        new("bottleneck", Bottleneck.Create),
        new("bottleneck expansion=2 preact=1 se=1", stage => Bottleneck.Create(stage, expansion: 2, preact: true, se: 1)),
        new("resnext groups=2 width=64", stage => ResNeXt.Create(stage, groups: 2, width: 64)),
        new("resnext groups=4 width=64 preact=1 se=1", stage => ResNeXt.Create(stage, groups: 4, width: 64, preact: true, se: 1)),
        new("dense", Dense.Create),
        new("dense layers=2 growth=3 bottleneck=0", stage => Dense.Create(stage, layers: 2, growth: 3, bottleneck: false)),
        new("rk-stage", RkStage.Create),
        new("rk-stage stages=1 bottleneck=0", stage => RkStage.Create(stage, stages: 1, bottleneck: false)),
        new("osa", Osa.Create),
        new("osa layers=2 width=5 ese=1", stage => Osa.Create(stage, layers: 2, width: 5, ese: true)),
        new("tied", Tied.Create),
        new("tied width=6 norm=0", stage => Tied.Create(stage, width: 6, norm: false)),
        new("mlp", Mlp.Create),
        new("mlp expansion=2 norm=0", stage => Mlp.Create(stage, expansion: 2, norm: false)),
        new("attention", Attention.Create),
        new("attention heads=2", stage => Attention.Create(stage, heads: 2)),
        new("transformer", Transformer.Create),
        new("transformer heads=2 expansion=3", stage => Transformer.Create(stage, heads: 2, expansion: 3)),
        new("depthwise", Depthwise.Create),
        new("depthwise kernel=3 expansion=2", stage => Depthwise.Create(stage, kernel: 3, expansion: 2)),
        new("fixup", Fixup.Create),
        new("highway", Highway.Create),
        new("timed-conv time=1.5", Timed<TimedConv>.Create),
    ];

    /// <summary>Those that change the width, or the resolution too, where a body enters; and vectors.</summary>
    public static IReadOnlyList<SubnetCase> Entries { get; } =
    [
        new("preact se=4", stage => Vgg.Create(stage, se: 4), Larger),
        new("preact groups=4", stage => Vgg.Create(stage, groups: 4), Larger),
        new("coupled", Coupled.Create, Larger),
        new("basic se=4", stage => Basic.Create(stage, se: 4), Larger),
        new("conv", Conv.Create, Larger),
        new("bottleneck", Bottleneck.Create, Larger),
        new("bottleneck preact=1", stage => Bottleneck.Create(stage, preact: true), Larger),
        new("resnext groups=2 width=64", stage => ResNeXt.Create(stage, groups: 2, width: 64), Larger),
        new("resnext groups=2 width=64 preact=1", stage => ResNeXt.Create(stage, groups: 2, width: 64, preact: true), Larger),
        new("depthwise", Depthwise.Create, Larger),
        new("fixup blocks=9", stage => Fixup.Create(stage, blocks: 9), Larger),
        new("dense", Dense.Create, Wider),
        new("dense layers=3 growth=2", stage => Dense.Create(stage, layers: 3, growth: 2), Wider, Channels: 10),
        new("rk-stage", RkStage.Create, Wider),
        new("osa", Osa.Create, Wider),
        new("mlp", Mlp.Create, Wider),
        new("mlp expansion=3", stage => Mlp.Create(stage, expansion: 3), IsFlat: true),
    ];

    public static IReadOnlyList<SubnetCase> All { get; } = [.. Inner, .. Entries];

    /// <summary>What tests call it.</summary>
    public string Name => $"{Text}{(IsFlat ? " of vectors" : Entering is { } shape ? $" from {shape}" : "")}{(Channels == 8 ? "" : $" to {Channels}")}";

    public MapShape Shape => IsFlat ? new(Channels, 1, 1) : new(Channels, 6, 5);

    /// <summary>The second stage of the second block, half a step on: at time 1.5.</summary>
    public StageInfo Stage => new(new BlockInfo(Shape, Index: 1, Count: 4, Entering), Stage: 2, Node: 0.5);

    public static SubnetCase Find(string name) => All.Single(subnet => subnet.Name == name);

    /// <summary>The subnet with weights that are nowhere 0 or 1.</summary>
    public Module<Tensor, Tensor> Make()
    {
        manual_seed(3);
        var subnet = Create(Stage);
        Shake(subnet);
        return subnet;
    }

    /// <summary>Adds a little noise to all parameters, and so much to offsets that no ReLU is closed for all inputs.</summary>
    public static void Shake(Module module)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        foreach (var (name, parameter) in module.named_parameters())
            parameter.add_(0.1 * randn_like(parameter)).add_(name.EndsWith("bias", StringComparison.Ordinal) ? 1 : 0);
    }

    public Tensor Input() => IsFlat ? randn(Batch, Channels) : Maps(Entering ?? Shape);

    public Tensor Output() => IsFlat ? randn(Batch, Channels) : Maps(Shape);

    public Tensor Bytes() => tensor(Encoding.UTF8.GetBytes(Text).Select(character => (long)character).ToArray());

    public override string ToString() => Name;

    private static Tensor Maps(MapShape shape) => randn(Batch, shape.Channels, shape.Height, shape.Width);
}
