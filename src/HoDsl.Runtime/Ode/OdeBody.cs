using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Ode;

/// <summary>A Neural ODE in place of stacked blocks: the solution of y' = f(y, t) that begins at the input, at a later time.</summary>
/// <remarks>Takes and gives tensors of one shape, such as maps (batch, channels, height, width). One subnet serves all times; it is the submodule <c>f</c>.</remarks>
public sealed class OdeBody : ExplicitModule, ISegmented
{
    private readonly OdeSolver _solver;
    private readonly OdeOptions _options;
    private readonly RightSide _f;

    /// <summary>Makes a body of y' = f(y).</summary>
    /// <param name="method">The method: <c>RK4.Method</c>, or <see cref="RungeKuttaMethod.Of{TScheme}"/>.</param>
    /// <param name="f">The right side; it keeps the shape of its input.</param>
    /// <param name="options">Times, steps and gradients.</param>
    public OdeBody(RungeKuttaMethod method, Module<Tensor, Tensor> f, OdeOptions options) : this(method, new RightSide(f), options)
    {
    }

    /// <summary>Makes a body of y' = f(y, t).</summary>
    /// <inheritdoc cref="OdeBody(RungeKuttaMethod, Module{Tensor, Tensor}, OdeOptions)"/>
    public OdeBody(RungeKuttaMethod method, Module<Tensor, Tensor, Tensor> f, OdeOptions options) : this(method, new RightSide(f), options)
    {
    }

    private OdeBody(RungeKuttaMethod method, RightSide f, OdeOptions options) : base(nameof(OdeBody))
    {
        (_solver, _options, _f) = (new(method, options.Steps, options.Gradient), options, f);
        register_module("f", f.Subnet);
    }

    /// <summary>What the last forward pass took.</summary>
    public OdeStatistics Statistics => _solver.Statistics;

    // The other ways of gradients store no activations that could be computed twice.
    IEnumerable<Segment> ISegmented.Segments => _options.Gradient == OdeGradient.ThroughSteps ? [Segment.Of(_f.Subnet)] : [];

    // An equation has no chances.
    bool ISegmented.DropsNothing { set { } }

    /// <summary>Makes a body of y' = f(y) for maps of a shape.</summary>
    /// <param name="method">The method: <c>RK4.Method</c>, or for an open scheme <see cref="RungeKuttaMethod.Required{TScheme}"/>.</param>
    /// <param name="subnet">Makes f; it is called once.</param>
    /// <param name="shape">The shape of the maps.</param>
    /// <param name="options">Times, steps and gradients.</param>
    public static OdeBody Of(RungeKuttaMethod method, Func<StageInfo, Module<Tensor, Tensor>> subnet, MapShape shape, OdeOptions options) =>
        new(method, subnet(Everywhere(shape)), options);

    /// <summary>Makes a body of y' = f(y, t) for maps of a shape.</summary>
    /// <inheritdoc cref="Of(RungeKuttaMethod, Func{StageInfo, Module{Tensor, Tensor}}, MapShape, OdeOptions)"/>
    public static OdeBody Of(RungeKuttaMethod method, Func<StageInfo, Module<Tensor, Tensor, Tensor>> subnet, MapShape shape, OdeOptions options) =>
        new(method, subnet(Everywhere(shape)), options);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input) => _solver.At(_f, input, _options.From, _options.To);

    // The one subnet of all stages.
    private static StageInfo Everywhere(MapShape shape) => new(new BlockInfo(shape), Stage: 1, Node: 0);
}
