using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Subnets;

public class TimedTests
{
    /// <summary>f(x, t) = t^3 for every x: what a body adds to its input is the quadrature of t^3.</summary>
    [Theory]
    [InlineData(nameof(RK4), 1)]
    [InlineData(nameof(RK4), 3)]
    [InlineData(nameof(Kutta3), 2)]
    [InlineData(nameof(Verner89), 2)]
    public void Stages_stand_at_the_nodes_of_their_steps(string scheme, int blocks)
    {
        using var scope = NewDisposeScope();
        using var body = SchemeCatalog.Find(scheme)!.Open(new Maker(blocks));
        var integral = body.call(zeros(1, 1, 1, 1, dtype: ScalarType.Float64)).item<double>();
        // Simpson's rule and better ones are exact for cubes: the integral over [0, n] is n^4 / 4.
        Assert.Equal(Math.Pow(blocks, 4) / 4, integral, 1e-10);
    }

    [Fact]
    public void A_subnet_that_depends_on_time_keeps_its_parameters_under_f()
    {
        using var timed = Timed<TimedConv>.Create(new StageInfo(new BlockInfo(new MapShape(4, 3, 3), Index: 2, Count: 5), Stage: 2, Node: 0.5));
        Assert.Equal(2.5, timed.Time);
        Assert.Equal([4, 5, 3, 3], timed.state_dict()["f.conv1.weight"].shape);
        Assert.Equal(TimedConv.Layers, Timed<TimedConv>.Layers);
    }

    private sealed class Maker(int blocks) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme =>
            TScheme.CreateBody(Timed<Cube>.Create, new MapShape(1, 1, 1), blocks);
    }

    private sealed class Cube() : Module<Tensor, Tensor, Tensor>(nameof(Cube)), ITimedSubnet<Cube>
    {
        public static int Layers => 0;

        public static Cube Create(StageInfo stage) => new();

        public override Tensor forward(Tensor input, Tensor time) => zeros_like(input).add(time.pow(3));
    }
}
