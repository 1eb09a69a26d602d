using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>A subnet that depends on time, at the time of one stage: it makes f(x, t) a subnet of blocks.</summary>
/// <remarks>
/// A body of unit steps starts at time 0, so that stage i of block n, counted from 0, stands at t = n + c_i. Where stages or blocks share a subnet,
/// they share its time too, that of the first of them: for one f(x, t) at all times, solve the differential equation instead.
/// </remarks>
/// <typeparam name="TSubnet">The subnet f(x, t).</typeparam>
public sealed class Timed<TSubnet> : Subnet, ISubnet<Timed<TSubnet>>
    where TSubnet : Module<Tensor, Tensor, Tensor>, ITimedSubnet<TSubnet>
{
    private readonly TSubnet _f;

    /// <summary>Fixes the time of a subnet to that of a stage.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="f">The subnet; its parameters are registered under <c>f</c>.</param>
    public Timed(StageInfo stage, TSubnet f) : base(nameof(Timed<TSubnet>))
    {
        _f = Part("f", f);
        Time = stage.Block.Index + stage.Node;
    }

    /// <summary>As many as the subnet has.</summary>
    public static int Layers => TSubnet.Layers;

    /// <summary>The time t at which the subnet is called.</summary>
    public double Time { get; }

    /// <inheritdoc/>
    public static Timed<TSubnet> Create(StageInfo stage) => new(stage, TSubnet.Create(stage));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var time = full(Array.Empty<long>(), Time, dtype: input.dtype, device: input.device);
        return _f.call(input, time).MoveToOuterDisposeScope();
    }
}
