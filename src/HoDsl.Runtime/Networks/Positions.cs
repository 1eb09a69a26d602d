using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Networks;

/// <summary>A number for each place of a map, learnt and added: how tokens know where they stand.</summary>
/// <remarks>Source: Dosovitskiy et al. 2021, ICLR, arXiv 2010.11929; they begin as N(0, 0.02^2).</remarks>
public sealed class Positions : ExplicitModule
{
    private const double Deviation = 0.02;

    private const string Offsets = "offsets";

    /// <summary>Makes it for maps of a shape.</summary>
    public Positions(MapShape shape) : base(nameof(Positions))
    {
        var offsets = new Parameter(empty([shape.Channels, shape.Height, shape.Width]).normal_(0, Deviation));
        offsets.DetachFromDisposeScope();
        register_parameter(Offsets, offsets);
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => input.add(get_parameter(Offsets)!);
}
