using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Ode;
using HoDsl.Runtime.Subnets;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

public class OdeBodyTests
{
    private static readonly MapShape Shape = new(8, 7, 7);

    [Fact]
    public void Its_output_is_the_state_at_the_end()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var f = TimedConv.Create(new StageInfo(new BlockInfo(Shape), Stage: 1, Node: 0));
        using var body = new OdeBody(RK4.Method, f, new OdeOptions(OdeSteps.Equal(3)) { From = 0.5, To = 2 });
        var maps = randn(2, Shape.Channels, Shape.Height, Shape.Width);
        Assert.True(body.call(maps).allclose(new OdeSolver(RK4.Method, OdeSteps.Equal(3)).Solve(f, maps, tensor(new[] { 0.5, 2 }))[-1]));
        Assert.Equal(new OdeStatistics(12, 3, 0), body.Statistics);
        Assert.All(body.state_dict().Keys, name => Assert.StartsWith("f.", name));
    }

    /// <summary>One step of a method with one subnet for all stages is a block whose weights are shared.</summary>
    [Fact]
    public void One_step_is_a_block_that_shares_its_weights()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var subnet = Conv2d(8, 8, kernel_size: 3, padding: 1);
        var maps = randn(2, Shape.Channels, Shape.Height, Shape.Width);
        var body = OdeBody.Of(Verner89.Method, _ => subnet, Shape, new OdeOptions(OdeSteps.Equal(1)));
        Assert.True(body.call(maps).allclose(Verner89.Create(_ => subnet).call(maps), rtol: 1e-4, atol: 1e-4));
    }

    [Theory]
    [InlineData(OdeGradient.ThroughSteps, false)]
    [InlineData(OdeGradient.Recomputed, false)]
    [InlineData(OdeGradient.Adjoint, false)]
    [InlineData(OdeGradient.Adjoint, true)]
    public void A_small_network_learns_real_images(OdeGradient gradient, bool adaptive)
    {
        const int Steps = 30;
        using var scope = NewDisposeScope();
        manual_seed(1);
        var data = DataSets.Load("fashion").Training.Take(Steps * 32);
        using var network = Sequential(
            ("stem", Conv2d(1, Shape.Channels, kernel_size: 3, stride: 4, padding: 1)),
            ("body", OdeBody.Of(DormandPrince.Method, TimedConv.Create, Shape, new OdeOptions(adaptive ? OdeSteps.Adaptive(1e-2, 1e-2) : OdeSteps.Equal(1)) { Gradient = gradient })),
            ("pool", AdaptiveAvgPool2d(3)),
            ("flatten", Flatten()),
            ("head", Linear(9 * Shape.Channels, data.Classes.Count)));
        using var optimizer = optim.SGD(network.parameters(), learningRate: 0.1, momentum: 0.9);
        var losses = new List<float>();
        foreach (var (images, labels) in Batches.ForTraining(data, data.Statistics, size: 32, Augmentation.None, seed: 1).Epoch(1))
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = functional.cross_entropy(network.call(images), labels);
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
        }
        Assert.Equal(Steps, losses.Count);
        Assert.True(losses.TakeLast(5).Average() < 0.75 * losses.Take(5).Average(), $"from {losses[0]} to {losses[^1]}");
    }
}
