using System.Text.Json;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Ode;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

/// <summary>Solutions, their cost and their gradients are those of a plain solver in Python, which reads the tableau files and the published formulas by itself.</summary>
public sealed class AgainstPythonTests(PlainSolutions plain) : IClassFixture<PlainSolutions>
{
    public static TheoryData<string> Cases => Names(_ => true);

    public static TheoryData<string> Adaptive => Names(given => given.Tolerance is not null);

    [Theory, MemberData(nameof(Cases))]
    public void The_steps_and_evaluations_are_as_many_and_the_states_the_same(string name)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var given = plain.Given(name);
        var (solver, states) = given.Solve(OdeGradient.ThroughSteps);
        var expected = plain.Of(name);
        var took = expected["statistics"].Numbers();
        Assert.Equal(new OdeStatistics((int)took[0], (int)took[1], (int)took[2]), solver.Statistics);
        AssertClose(expected["states"], states, 1e-10);
    }

    /// <summary>The tolerance bounds the error of one step; what these add up to is more, by a factor that depends on the equation.</summary>
    [Theory, MemberData(nameof(Adaptive))]
    public void The_error_is_within_the_tolerance_asked_for_times_100(string name)
    {
        using var scope = NewDisposeScope();
        var given = plain.Given(name);
        AssertClose(plain.Of(name)["exact"], given.Solve(OdeGradient.ThroughSteps).States, 100 * given.Tolerance!.Value);
    }

    [Theory, MemberData(nameof(Cases))]
    public void Gradients_through_the_steps_are_those_of_PyTorch(string name)
    {
        AssertGradients(name, OdeGradient.ThroughSteps, 1e-9);
        AssertGradients(name, OdeGradient.Recomputed, 1e-9);
    }

    /// <summary>The adjoint equation's gradients are those of the solution itself: they differ from those of the steps by the error of both.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void Gradients_by_the_adjoint_equation_are_as_exact_as_the_solution(string name) =>
        AssertGradients(name, OdeGradient.Adjoint, plain.Given(name).GradientError);

    private static TheoryData<string> Names(Func<OdeCase, bool> isWanted)
    {
        using var scope = NewDisposeScope();
        return [.. OdeCase.All.Where(isWanted).Select(given => given.Name)];
    }

    private void AssertGradients(string name, OdeGradient gradient, double tolerance)
    {
        using var scope = NewDisposeScope();
        var (given, expected) = (plain.Given(name), plain.Of(name));
        var states = given.Solve(gradient).States;
        AssertClose(expected["states"], states, 1e-10);
        var learnt = given.Learnt;
        foreach (var tensor in learnt.Values)
            tensor.grad = null;
        (states * given.Probe).sum().backward();
        Assert.Equal(expected.Keys.Where(key => key.StartsWith("gradients.", StringComparison.Ordinal)).Order(), learnt.Keys.Select(key => $"gradients.{key}").Order());
        foreach (var (key, tensor) in learnt)
            AssertClose(expected[$"gradients.{key}"], tensor.grad!, tolerance);
    }

    private static void AssertClose(Tensor expected, Tensor actual, double tolerance)
    {
        var difference = (expected - actual).abs().max().ToDouble();
        Assert.True(difference <= tolerance * Math.Max(1, expected.abs().max().ToDouble()), $"differs by {difference}");
    }
}

/// <summary>What Python makes of the cases.</summary>
public sealed class PlainSolutions : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Dictionary<string, OdeCase> _cases = OdeCase.All.ToDictionary(given => given.Name);

    public PlainSolutions()
    {
        foreach (var given in _cases.Values)
        {
            Safetensors.Write(_folder[$"{given.Name}.given"], given.Learnt.Append(new("probe", given.Probe)).ToDictionary());
            File.WriteAllText(_folder[$"{given.Name}.json"], JsonSerializer.Serialize(given.Description));
        }

        Python.Run("ode.py", Path.Combine(AppContext.BaseDirectory, "tableaux"), _folder.Path);
    }

    internal OdeCase Given(string name) => _cases[name];

    internal Dictionary<string, Tensor> Of(string name) => Safetensors.Read(_folder[$"{name}.result"]);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }
}

/// <summary>An equation, a method and its steps; its tensors belong to the scope that it is made in.</summary>
internal sealed class OdeCase
{
    private readonly string _scheme;
    private readonly OdeSteps _steps;
    private readonly Module _f;
    private readonly string _rightSide;
    private readonly Tensor _initial;
    private readonly Tensor _times;

    private OdeCase(string scheme, OdeSteps steps, string rightSide)
    {
        manual_seed(17);
        (_scheme, _steps, _rightSide) = (scheme, steps, rightSide);
        (_f, _initial, var times) = rightSide switch
        {
            "van der Pol" => ((Module)new VanDerPol(1.5), tensor(new[] { 2.0, 0 }), new[] { 0, 1.5, 4 }),
            "linear" => (new LinearSystem(new[,] { { -0.5, 2, 0 }, { -2, -0.5, 0.3 }, { 0.1, 0, -1 } }), tensor(new[] { 1.0, -0.5, 2 }), [3, 2.5, 0]),
            _ => (new SmallNetwork(4, 10), randn(3, 4, dtype: ScalarType.Float64), [-0.5, 0.25, 1]),
        };
        _times = tensor(times);
        Probe = randn([times.Length, .. _initial.shape], dtype: ScalarType.Float64);
        _f.InScope();
        foreach (var tensor in Learnt.Values)
            tensor.requires_grad_();
    }

    // Backward in time the linear system grows, and the van der Pol equation has a fast and a slow part.
    public static IEnumerable<OdeCase> All =>
        Solving.Methods.Where(method => method.ErrorOrder is not null).SelectMany(method => new OdeCase[]
            {
                new(method.Name, Adaptive(method, 1e-5, 1e-7), "van der Pol"),
                new(method.Name, Adaptive(method, 1e-4, 1e-6), "linear"),
                new(method.Name, Adaptive(method, 1e-6, 1e-6), "network"),
            })
            .Concat(Solving.Methods.Select(method => new OdeCase(method.Name, OdeSteps.Equal(method.Order < 3 ? 60 : 12), "network")))
            .Append(new(nameof(HoDsl.Schemes.Fehlberg45), Bounded, "van der Pol"))
            .Append(new(nameof(HoDsl.Schemes.RK4), OdeSteps.NoLongerThan(0.04), "van der Pol"))
            .Append(new(nameof(HoDsl.Schemes.DormandPrince), OdeSteps.NoLongerThan(0.1), "linear"));

    // A safety and bounds of its own. The first step is so long and the equation so uneven that each of the three counts.
    private static AdaptiveSteps Bounded { get; } = new(1e-5, 1e-7) { Safety = 0.7, SmallestFactor = 0.5, LargestFactor = 2, FirstStep = 0.5 };

    // In the first step that is chosen for a method of high order the error is rounding and nothing else, and the steps that follow would depend on it.
    private static AdaptiveSteps Adaptive(RungeKuttaMethod method, double relative, double absolute) => new(relative, absolute) { FirstStep = method.Order > 7 ? 0.3 : null };

    public string Name => $"{_scheme}, {_rightSide}, {(_steps == Bounded ? "bounded" : _steps is AdaptiveSteps ? "adaptive" : "fixed")}";

    public double? Tolerance => (_steps as AdaptiveSteps)?.RelativeTolerance;

    /// <summary>What may lie between the gradients of the steps and those of the solution.</summary>
    public double GradientError => _steps switch
    {
        EqualSteps { Count: var count } => 2 * Math.Pow(0.75 / count, Solving.Method(_scheme).Order),
        AdaptiveSteps adaptive => 300 * adaptive.RelativeTolerance,
        _ => 1e-4,
    } + 1e-10;

    public Tensor Probe { get; }

    /// <summary>What has gradients: the initial state, the times, and the weights.</summary>
    public Dictionary<string, Tensor> Learnt =>
        _f.named_parameters().Select(pair => new KeyValuePair<string, Tensor>($"weights.{pair.name}", pair.parameter)).Append(new("y", _initial)).Append(new("times", _times)).ToDictionary();

    public Dictionary<string, object> Description => (_steps switch
    {
        EqualSteps { Count: var count } => new Dictionary<string, object> { ["count"] = count },
        LimitedSteps { Size: var size } => new() { ["size"] = size },
        AdaptiveSteps adaptive => new()
        {
            ["relative"] = adaptive.RelativeTolerance,
            ["absolute"] = adaptive.AbsoluteTolerance,
            ["first"] = adaptive.FirstStep ?? 0,
            ["safety"] = adaptive.Safety,
            ["smallest"] = adaptive.SmallestFactor,
            ["largest"] = adaptive.LargestFactor,
        },
        _ => throw new NotSupportedException(),
    }).Append(new("scheme", _scheme)).Append(new("right side", _rightSide)).ToDictionary();

    public (OdeSolver Solver, Tensor States) Solve(OdeGradient gradient)
    {
        var solver = new OdeSolver(Solving.Method(_scheme), _steps, gradient);
        return (solver, solver.Solve(_f, _initial, _times));
    }
}
