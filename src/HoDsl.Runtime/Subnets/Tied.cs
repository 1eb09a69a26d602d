using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The symmetric layer of networks that are read as differential equations: -K^T relu(norm(K x)), with one 3x3 convolution K.</summary>
/// <remarks>
/// The Jacobian of K^T relu(K x) is symmetric and not negative: with the sign, y' = f(y) decays and y'' = f(y) oscillates.
/// Source: Ruthotto, Haber 2020, J. Math. Imaging Vis. 62, 352, arXiv 1804.04272; Chang et al. 2018, arXiv 1709.03698.
/// </remarks>
public sealed class Tied : ScalableSubnet, ISubnet<Tied>
{
    private readonly Conv2d _conv;
    private readonly BatchNorm2d? _bn;

    private Tied(StageInfo stage, long width, bool norm) : base(nameof(Tied))
    {
        stage.RequireOneShape("tied");
        _conv = Part("conv", Conv2d(stage.Channels, width, kernel_size: 3, padding: 1, bias: false));
        if (norm)
            _bn = Part("bn", BatchNorm2d(width));
    }

    /// <summary>Two layers: one per convolution, though both have the same weights.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Tied Create(StageInfo stage) => Create(stage, width: null);

    /// <summary>Makes the subnet of one stage.</summary>
    /// <param name="stage">The stage, which keeps the shape of its maps.</param>
    /// <param name="width">How many channels K gives; as many as it takes where nothing is said.</param>
    /// <param name="norm">Whether a batch norm stands between the convolutions.</param>
    /// <exception cref="UserException">The stage changes the shape.</exception>
    public static Tied Create(StageInfo stage, int? width = null, bool norm = true) => new(stage, width ?? stage.Channels, norm);

    private protected override bool LastCanScale => true;

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var hidden = _conv.call(input);
        hidden = _bn is null ? hidden.relu() : TorchExtras.Current.BatchNormRelu(_bn, hidden);
        // The transpose of a convolution is the convolution with its kernels transposed and turned about.
        var transposed = _conv.weight.transpose(0, 1).flip(2, 3).neg();
        return functional.conv2d(hidden, scale is null ? transposed : ScaledWeights.Of(transposed, scale), padding: [1, 1]);
    }
}
