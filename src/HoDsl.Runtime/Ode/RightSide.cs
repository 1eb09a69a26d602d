using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Gradients;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Ode;

/// <summary>f of y' = f(y) or y' = f(y, t): the subnet, as a solver calls it.</summary>
internal sealed class RightSide
{
    private readonly Module<Tensor, Tensor>? _plain;
    private readonly Module<Tensor, Tensor, Tensor>? _timed;

    /// <summary>A subnet that does not depend on time.</summary>
    public RightSide(Module<Tensor, Tensor> subnet) => _plain = subnet;

    /// <summary>A subnet f(x, t).</summary>
    public RightSide(Module<Tensor, Tensor, Tensor> subnet) => _timed = subnet;

    /// <summary>The subnet.</summary>
    public Module Subnet => (Module?)_plain ?? _timed!;

    /// <summary>The parameters that are learnt.</summary>
    public Parameter[] Parameters => [.. Subnet.parameters().Where(parameter => parameter.requires_grad)];

    /// <summary>f(x, t), of the shape and type of x; a new tensor.</summary>
    /// <param name="x">The state.</param>
    /// <param name="time">Gives t, a scalar of any type.</param>
    /// <exception cref="UserException">The subnet does not keep the shape of its input.</exception>
    public Tensor Slope(Tensor x, Func<Tensor> time)
    {
        using var scope = NewDisposeScope();
        var slope = _plain is not null ? Segment.Call(_plain, x) : Segment.Call(_timed!, x, time().to(x.dtype, x.device));
        if (!slope.shape.AsSpan().SequenceEqual(x.shape))
            throw new UserException($"The subnet of a Neural ODE gives the slope of its input, but {Subnet.GetName()} makes a tensor of shape ({string.Join(", ", slope.shape)}) out of one of shape ({string.Join(", ", x.shape)}): it must keep the shape.");
        return slope.NotThe(x).to(x.dtype).MoveToOuterDisposeScope();
    }
}
