using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of Fixup, which trains without norms: two 3x3 convolutions with scalar biases around them, and a scalar factor.</summary>
/// <remarks>
/// f(x) = scale conv2(relu(conv1(x + bias1a) + bias1b) + bias2a) + bias2b; the block's last ReLU is the scheme's: `after relu`.
/// It begins as 0: conv2 is 0, and conv1 is He's divided by the root of the number of blocks. Source: Zhang, Dauphin, Ma 2019, ICLR, arXiv 1901.09321.
/// </remarks>
public sealed class Fixup : ScalableSubnet, ISubnet<Fixup>, IInitialised
{
    private readonly int _blocks;
    private readonly Conv2d _conv1;
    private readonly Conv2d _conv2;

    private Fixup(StageInfo stage, int blocks) : base(nameof(Fixup))
    {
        _blocks = blocks;
        Scalar("bias1a", 0);
        _conv1 = Part("conv1", Conv2d(stage.Input.Channels, stage.Channels, kernel_size: 3, stride: stage.Stride, padding: 1, bias: false));
        Scalar("bias1b", 0);
        Scalar("bias2a", 0);
        _conv2 = Part("conv2", Conv2d(stage.Channels, stage.Channels, kernel_size: 3, padding: 1, bias: false));
        Scalar("scale", 1);
        Scalar("bias2b", 0);
        Initialise();
    }

    /// <summary>Two layers: one per convolution.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Fixup Create(StageInfo stage) => Create(stage, blocks: null);

    /// <summary>Makes the subnet of one stage; the first convolution changes width and resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="blocks">How many residual branches the network has; as many as the body has blocks where nothing is said.</param>
    public static Fixup Create(StageInfo stage, int? blocks = null) => new(stage, blocks ?? stage.Block.Count);

    /// <inheritdoc/>
    public void Initialise()
    {
        // For m = 2 convolutions in a branch the factor is blocks^(-1 / (2m - 2)).
        using var constant = no_grad();
        init.kaiming_normal_(_conv1.weight, mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        _conv1.weight.mul_(1 / Math.Sqrt(_blocks));
        init.zeros_(_conv2.weight);
    }

    private protected override bool LastCanScale => true;

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var hidden = _conv1.call(input.add(Scalar("bias1a"))).add(Scalar("bias1b")).relu();
        var (factor, offset) = scale is null ? ((Tensor)Scalar("scale"), (Tensor)Scalar("bias2b")) : (Scalar("scale").mul(scale), Scalar("bias2b").mul(scale));
        return _conv2.call(hidden.add(Scalar("bias2a"))).mul(factor).add(offset);
    }

    private void Scalar(string name, double initial) => register_parameter(name, LearntNumber.PerBlock(initial));

    private Parameter Scalar(string name) => get_parameter(name)!;
}
