using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of Neural ODEs: 3x3 convolutions that read the time as one more channel, between group norms and ReLUs.</summary>
/// <remarks>
/// f(x, t) = norm(conv(t, relu(norm(conv(t, relu(norm(x))))))), with up to 32 groups of two channels or more:
/// a batch norm's statistics would mix the times.
/// Takes maps of shape (batch, channels, height, width) and a scalar. Source: Chen, Rubanova, Bettencourt, Duvenaud 2018, arXiv 1806.07366.
/// </remarks>
public sealed class TimedConv : Module<Tensor, Tensor, Tensor>, ITimedSubnet<TimedConv>
{
    private const long MostGroups = 32;

    private readonly GroupNorm _norm1;
    private readonly Conv2d _conv1;
    private readonly GroupNorm _norm2;
    private readonly Conv2d _conv2;
    private readonly GroupNorm _norm3;

    private TimedConv(StageInfo stage) : base(nameof(TimedConv))
    {
        var channels = stage.Channels;
        var groups = Enumerable.Range(1, (int)Math.Clamp(channels / 2, 1, MostGroups)).Last(count => channels % count == 0);
        register_module("norm1", _norm1 = Norm(groups, channels));
        register_module("conv1", _conv1 = Conv2d(channels + 1, channels, kernel_size: 3, padding: 1));
        register_module("norm2", _norm2 = Norm(groups, channels));
        register_module("conv2", _conv2 = Conv2d(channels + 1, channels, kernel_size: 3, padding: 1));
        register_module("norm3", _norm3 = Norm(groups, channels));
    }

    /// <summary>Two layers: one per convolution.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static TimedConv Create(StageInfo stage) => new(stage);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor time)
    {
        using var scope = NewDisposeScope();
        var hidden = _conv1.call(WithTime(_norm1.call(input).relu(), time));
        var output = _conv2.call(WithTime(_norm2.call(hidden).relu(), time));
        return _norm3.call(output).MoveToOuterDisposeScope();
    }

    // TorchSharp leaves the weights of a group norm as memory has them.
    private static GroupNorm Norm(int groups, long channels)
    {
        using var constant = no_grad();
        var norm = GroupNorm(groups, channels);
        init.ones_(norm.weight!);
        init.zeros_(norm.bias!);
        return norm;
    }

    private static Tensor WithTime(Tensor maps, Tensor time) =>
        cat([time.to(maps.dtype).expand(maps.shape[0], 1, maps.shape[2], maps.shape[3]), maps], 1);

    /// <summary>Nothing: submodules are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}
