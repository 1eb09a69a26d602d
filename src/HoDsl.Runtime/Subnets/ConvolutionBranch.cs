using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>Convolutions without bias, each with its batch norm: the residual branch of the ResNets.</summary>
/// <remarks>
/// Takes and gives maps of shape (batch, channels, height, width). Its parts are <c>bn1</c>, <c>conv1</c>, <c>bn2</c>, ..., and <c>se</c>.
/// </remarks>
public class ConvolutionBranch : ScalableSubnet
{
    private readonly Link[] _chain;
    private readonly BatchNorm2d? _last;
    private readonly SqueezeExcitation? _se;

    /// <summary>Makes a branch.</summary>
    /// <param name="name">The subnet's name.</param>
    /// <param name="activation">Where batch norms and ReLUs stand.</param>
    /// <param name="convolutions">The convolutions, from input to output.</param>
    /// <param name="se">The reduction of a squeeze-excitation at the end, or 0 for none.</param>
    internal ConvolutionBranch(string name, Activation activation, ConvolutionSize[] convolutions, int se = 0) : base(name)
    {
        var units = convolutions.Index().Select(convolution => Unit(convolution.Index + 1, convolution.Item, activation)).ToList();
        // The ReLU behind the last norm is the block's.
        _last = activation == Activation.Between ? units[^1].Norm : null;
        _chain = [.. units.SelectMany(unit => activation == Activation.Before ? new Link[] { unit.Norm, unit.Conv } : [unit.Conv, unit.Norm]).SkipLast(_last is null ? 0 : 1)];
        if (se > 0)
            _se = Part("se", new SqueezeExcitation(convolutions[^1].Out, se));
    }

    private protected override bool LastCanScale =>
        _se?.CanScale ?? (_last is null ? TorchExtras.Current.ScalesChain(_chain) : TorchExtras.Current.IsUnseen(_last));

    private protected override Tensor Compute(Tensor input, Tensor? scale) =>
        _se is null ? Convolve(input, scale) : Call(_se, Convolve(input, scale: null), scale);

    private Tensor Convolve(Tensor input, Tensor? scale)
    {
        if (_last is null)
            return TorchExtras.Current.Chain(_chain, input, scale);
        var maps = TorchExtras.Current.Chain(_chain, input);
        return scale is null ? _last.call(maps) : TorchExtras.Current.BatchNorm(_last, maps, scale);
    }

    private (BatchNorm2d Norm, Conv2d Conv) Unit(int number, ConvolutionSize size, Activation activation)
    {
        var norm = BatchNorm2d(activation == Activation.Before ? size.In : size.Out);
        var conv = Conv2d(size.In, size.Out, size.Kernel, stride: size.Stride, padding: size.Kernel / 2, groups: size.Groups, bias: false);
        return (Part($"bn{number}", norm), Part($"conv{number}", conv));
    }
}

/// <summary>Where the batch norms and ReLUs of a branch stand.</summary>
internal enum Activation
{
    /// <summary>Both before each convolution: pre-activation.</summary>
    Before,

    /// <summary>A batch norm behind each convolution, and ReLUs between them: post-activation, whose last ReLU is the block's.</summary>
    Between,

    /// <summary>Both behind each convolution.</summary>
    Behind,
}

/// <summary>The sizes of one convolution, which pads by half its window.</summary>
/// <param name="In">How many channels come in.</param>
/// <param name="Out">How many channels go out.</param>
/// <param name="Kernel">The height and width of its window, an odd number.</param>
/// <param name="Stride">By how much the window moves.</param>
/// <param name="Groups">Into how many groups the channels fall that do not mix.</param>
internal readonly record struct ConvolutionSize(long In, long Out, long Kernel, long Stride = 1, long Groups = 1);
