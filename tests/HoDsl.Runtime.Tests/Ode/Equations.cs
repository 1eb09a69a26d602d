using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

/// <summary>x'' = mu (1 - x^2) x' - x, with states (x, x').</summary>
internal sealed class VanDerPol : Module<Tensor, Tensor>
{
    private readonly Parameter _mu;

    public VanDerPol(double mu) : base(nameof(VanDerPol)) => register_parameter("mu", _mu = new Parameter(tensor(mu, dtype: ScalarType.Float64)));

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var (x, v) = (input.narrow(-1, 0, 1), input.narrow(-1, 1, 1));
        return cat([v, (_mu * (1 - x.square()) * v) - x], -1).MoveToOuterDisposeScope();
    }

    protected override void RegisterComponents()
    {
    }
}

/// <summary>y' = M y.</summary>
internal sealed class LinearSystem : Module<Tensor, Tensor>
{
    private readonly Parameter _matrix;

    public LinearSystem(double[,] matrix) : base(nameof(LinearSystem)) =>
        register_parameter("matrix", _matrix = new Parameter(tensor(matrix.Cast<double>().ToArray(), [matrix.GetLength(0), matrix.GetLength(1)])));

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return input.matmul(_matrix.t()).MoveToOuterDisposeScope();
    }

    protected override void RegisterComponents()
    {
    }
}

/// <summary>A small network of the state and the time.</summary>
internal sealed class SmallNetwork : Module<Tensor, Tensor, Tensor>
{
    private readonly Linear _first;
    private readonly Linear _second;

    public SmallNetwork(long size, long hidden) : base(nameof(SmallNetwork))
    {
        register_module("first", _first = Linear(size + 1, hidden, dtype: ScalarType.Float64));
        register_module("second", _second = Linear(hidden, size, dtype: ScalarType.Float64));
    }

    public override Tensor forward(Tensor input, Tensor time)
    {
        using var scope = NewDisposeScope();
        var read = cat([input, time.expand([.. input.shape[..^1], 1])], -1);
        return _second.call(_first.call(read).tanh()).MoveToOuterDisposeScope();
    }

    protected override void RegisterComponents()
    {
    }
}

/// <summary>A right side as a function of numbers.</summary>
internal sealed class Field(Func<double[], double, double[]> slope) : Module<Tensor, Tensor, Tensor>(nameof(Field))
{
    public override Tensor forward(Tensor input, Tensor time) =>
        tensor(slope(input.to(ScalarType.Float64).data<double>().ToArray(), time.to(ScalarType.Float64).item<double>()), dtype: input.dtype);

    protected override void RegisterComponents()
    {
    }
}

internal static class Solving
{
    /// <summary>The schemes that are Runge-Kutta methods.</summary>
    public static IEnumerable<RungeKuttaMethod> Methods => SchemeCatalog.All.Select(scheme => scheme.Method).OfType<RungeKuttaMethod>();

    public static RungeKuttaMethod Method(string name) => SchemeCatalog.Find(name)!.Method!;

    public static Tensor Solve(this OdeSolver solver, Module f, Tensor initial, Tensor times) =>
        f is Module<Tensor, Tensor> plain ? solver.Solve(plain, initial, times) : solver.Solve((Module<Tensor, Tensor, Tensor>)f, initial, times);

    public static double[] Numbers(this Tensor tensor) => tensor.detach().to(ScalarType.Float64).contiguous().data<double>().ToArray();
}
