using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of RKCNN: stages k_i that read the input and all stages before them, concatenated; it gives their sum.</summary>
/// <remarks>The coefficients of a Runge-Kutta method are learnt within the convolutions. Source: Zhu, Chang, Fu 2022, arXiv 1802.08831 (RKCNN-E).</remarks>
public sealed class RkStage : Subnet, ISubnet<RkStage>
{
    private readonly ConvolutionBranch[] _stages;

    private RkStage(StageInfo stage, int stages, bool bottleneck) : base(nameof(RkStage))
    {
        stage.RequireOneResolution("rk-stage");
        _stages = [.. Enumerable.Range(0, stages).Select(i => Part($"k{i + 1}", new ConvolutionBranch(
            "k", Activation.Before, Shapes.Growing(stage.Input.Channels + (i * stage.Channels), stage.Channels, bottleneck))))];
    }

    /// <summary>The layers of one with the default arguments.</summary>
    public static int Layers => LayersOf();

    /// <summary>One layer per convolution.</summary>
    /// <param name="stages">How many stages it has.</param>
    /// <param name="bottleneck">Whether each has a 1x1 convolution before its 3x3 convolution.</param>
    public static int LayersOf(int stages = 3, bool bottleneck = true) => bottleneck ? 2 * stages : stages;

    /// <inheritdoc/>
    public static RkStage Create(StageInfo stage) => Create(stage, stages: 3);

    /// <summary>Makes the subnet of one stage; it can change the width, but not the resolution.</summary>
    /// <param name="stage">The stage of the scheme.</param>
    /// <param name="stages">How many stages k_i it has of its own.</param>
    /// <param name="bottleneck">Whether each has a 1x1 convolution to four times its channels before its 3x3 convolution.</param>
    /// <exception cref="UserException">The stage changes the resolution.</exception>
    public static RkStage Create(StageInfo stage, int stages = 3, bool bottleneck = true) => new(stage, stages, bottleneck);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var sum = _stages[0].call(input);
        var (maps, k) = (input, sum);
        foreach (var stage in _stages.Skip(1))
        {
            maps = cat([maps, k], 1);
            k = stage.call(maps);
            sum = sum.add(k);
        }
        return sum.MoveToOuterDisposeScope();
    }
}
