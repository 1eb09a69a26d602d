using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>
/// A whole unit of RevNet as one map: the halves x1, x2 of the channels become y1 = s(x1) + f(x2) and y2 = s(x2) + g(y1), where f and g are
/// as <see cref="Vgg"/> and s is the average of what a pixel covers, with channels of zeros behind it.
/// </summary>
/// <remarks>It leads from one resolution to the next, where nothing can be undone. Source: Gomez, Ren, Urtasun, Grosse 2017, NeurIPS, arXiv 1707.04585.</remarks>
public sealed class Coupled : Subnet, ISubnet<Coupled>
{
    private readonly Vgg _f, _g;
    private readonly Module<Tensor, Tensor> _shortcut;

    private Coupled(StageInfo stage) : base(nameof(Coupled))
    {
        var (from, to) = (Half(stage.Input), Half(stage.Shape));
        var entering = stage with { Block = stage.Block with { Shape = to, Entering = from } };
        _f = Part("f", Vgg.Create(entering));
        _g = Part("g", Vgg.Create(stage with { Block = stage.Block with { Shape = to, Entering = null } }));
        _shortcut = Part("shortcut", Shortcuts.Create(Shortcut.AveragePool, entering)!);
    }

    /// <summary>Four layers: one per convolution.</summary>
    public static int Layers => 4;

    /// <summary>Makes the subnet of one stage; f changes width and resolution.</summary>
    /// <exception cref="UserException">The channels do not fall into halves, or become fewer.</exception>
    public static Coupled Create(StageInfo stage) => new(stage);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var half = input.shape[1] / 2;
        var (x1, x2) = (input.narrow(1, 0, half), input.narrow(1, half, half));
        var y1 = _shortcut.call(x1).add(_f.call(x2));
        var y2 = _shortcut.call(x2).add(_g.call(y1));
        return cat([y1, y2], 1).MoveToOuterDisposeScope();
    }

    private static MapShape Half(MapShape shape) => shape with { Channels = Requirements.Quotient("coupled", "the number of channels", shape.Channels, 2) };
}
