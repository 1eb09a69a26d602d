using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Measures maps in units of the tolerances.</summary>
internal sealed class ErrorScale(AdaptiveSteps tolerances)
{
    /// <summary>The root mean square over all elements of maps, each in units of AbsoluteTolerance + RelativeTolerance |y|.</summary>
    /// <param name="maps">The maps.</param>
    /// <param name="states">y, one for each map.</param>
    /// <param name="others">Where they are given, the larger one of |y| and the other counts.</param>
    public double Norm(IReadOnlyList<Tensor> maps, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor>? others = null)
    {
        using var constant = no_grad();
        var (squares, count) = (0.0, 0L);
        for (var i = 0; i < maps.Count; i++)
        {
            using var scope = NewDisposeScope();
            var size = states[i].abs();
            if (others is not null)
                size = size.max(others[i].abs());
            var norm = maps[i].div(size.mul_(tolerances.RelativeTolerance).add_(tolerances.AbsoluteTolerance)).norm().ToDouble();
            (squares, count) = (squares + (norm * norm), count + maps[i].numel());
        }
        return count == 0 ? 0 : Math.Sqrt(squares / count);
    }
}
