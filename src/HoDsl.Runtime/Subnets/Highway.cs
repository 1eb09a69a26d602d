using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of highway networks: f(y) = T(y) (H(y) - y), so that y + f(y) = T H + (1 - T) y.</summary>
/// <remarks>
/// H is a 3x3 convolution with ReLU, and the gate T one with a sigmoid, which begins nearly closed.
/// Source: Srivastava, Greff, Schmidhuber 2015, arXiv 1505.00387.
/// </remarks>
public sealed class Highway : Subnet, ISubnet<Highway>
{
    /// <summary>The gate's first bias, of those that the paper tries.</summary>
    private const double ClosedGate = -2;

    private readonly Conv2d _conv;
    private readonly Conv2d _gate;

    private Highway(StageInfo stage) : base(nameof(Highway))
    {
        stage.RequireOneShape("highway");
        _conv = Part("conv", Conv2d(stage.Channels, stage.Channels, kernel_size: 3, padding: 1));
        _gate = Part("gate", Conv2d(stage.Channels, stage.Channels, kernel_size: 3, padding: 1));
        init.constant_(_gate.bias!, ClosedGate);
    }

    /// <summary>One layer: map and gate stand side by side.</summary>
    public static int Layers => 1;

    /// <summary>Makes the subnet of one stage, which keeps the shape of its maps.</summary>
    /// <exception cref="UserException">The stage changes the shape.</exception>
    public static Highway Create(StageInfo stage) => new(stage);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var change = _conv.call(input).relu().sub(input);
        return _gate.call(input).sigmoid().mul(change).MoveToOuterDisposeScope();
    }
}
