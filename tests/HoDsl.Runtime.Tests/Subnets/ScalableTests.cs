using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Subnets;

/// <summary>Subnets whose last weights take a learnt number give what they give without it, times the number.</summary>
public sealed class ScalableTests : IDisposable
{
    // What their last layer gives goes through something that is not linear, or is added to something else.
    private static readonly string[] Others =
    [
        "coupled", "conv", "dense layers=3 growth=2", "rk-stage", "rk-stage stages=1 bottleneck=0", "osa", "transformer", "transformer heads=2 expansion=3", "highway",
        "timed-conv time=1.5",
    ];

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> All => [.. SubnetCase.All.Select(subnet => subnet.Name)];

    public static TheoryData<string, bool> Scalable
    {
        get
        {
            var cases = new TheoryData<string, bool>();
            foreach (var subnet in SubnetCase.All.Where(IsScalable))
            {
                cases.Add(subnet.Name, false);
                cases.Add(subnet.Name, true);
            }
            return cases;
        }
    }

    public static TheoryData<string> Inner => [.. SubnetCase.Inner.Where(IsScalable).Select(subnet => subnet.Name)];

    public void Dispose() => _scope.Dispose();

    [OwnBindingTheory(WithPackages.NoSightOfHooks), MemberData(nameof(All))]
    public void Subnets_that_end_with_a_linear_layer_take_a_number(string name)
    {
        var subnet = SubnetCase.Find(name);
        using var module = subnet.Make();
        Assert.Equal(IsScalable(subnet), module is IScalable { CanScale: true });
    }

    /// <summary>Also where the number is 0, and once only what is done once: a norm's statistics move.</summary>
    [Theory, MemberData(nameof(Scalable))]
    public void Outputs_and_gradients_are_those_of_the_product(string name, bool perChannel)
    {
        foreach (var (size, isTraining) in new[] { (0.0, true), (-0.75, true), (0.5, false) })
        {
            var (expected, actual) = (Outcome(name, perChannel, size, isTraining, scales: false), Outcome(name, perChannel, size, isTraining, scales: true));
            Assert.Equal(expected.Keys, actual.Keys);
            Assert.All(expected, entry => Assert.True(allclose(entry.Value, actual[entry.Key], rtol: 1e-9, atol: 1e-10), $"{entry.Key}, {size}"));
        }
    }

    /// <summary>Who looks at what a subnet gives sees it without the number.</summary>
    [OwnBindingTheory(WithPackages.NoSightOfHooks), MemberData(nameof(Inner))]
    public void With_a_hook_on_it_a_subnet_takes_none(string name)
    {
        using var subnet = SubnetCase.Find(name).Make();
        var hook = subnet.register_forward_hook((_, _, output) => output);
        Assert.False(((IScalable)subnet).CanScale);
        hook.remove();
        Assert.True(((IScalable)subnet).CanScale);
    }

    /// <summary>How the gradient of a factor of maps is formed would depend on numbers.</summary>
    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Inner))]
    public void Steps_with_a_learnt_number_that_a_subnet_takes_are_replayed(string name)
    {
        var subnet = SubnetCase.Find(name);
        List<byte[]> Learnt(bool anew)
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var network = Sequential(Conv2d(3, subnet.Shape.Channels, kernel_size: 1), RK4Adaptive.CreateBody(subnet.Create, subnet.Shape, count: 1), AdaptiveAvgPool2d(1), Flatten(), Linear(subnet.Shape.Channels, 3));
            network.train();
            using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: 4, LearningRate: 0.01));
            for (var i = 0; i < 4; i++)
            {
                if (anew) step.RecordAnew();
                step.Take(randn(4, 3, subnet.Shape.Height, subnet.Shape.Width), randint(0, 3, [4]));
            }

            Assert.True(anew || step.IsReplayed, step.Obstacle);
            return [.. network.state_dict().Values.Select(tensor => tensor.contiguous().bytes.ToArray())];
        }

        Assert.Equal(Learnt(anew: true), Learnt(anew: false));
    }

    private static bool IsScalable(SubnetCase subnet) => !Others.Contains(subnet.Text);

    // Of one step forward and back: the output, all gradients and all buffers.
    private static Dictionary<string, Tensor> Outcome(string name, bool perChannel, double size, bool isTraining, bool scales)
    {
        var subnet = SubnetCase.Find(name);
        var module = subnet.Make().to(ScalarType.Float64).InScope();
        module.train(isTraining);
        manual_seed(5);
        var input = subnet.Input().to(ScalarType.Float64).requires_grad_();
        var channels = rand([subnet.Shape.Channels, 1, 1], dtype: ScalarType.Float64).add(0.5).mul(size);
        var scale = (perChannel ? channels : tensor(size, dtype: ScalarType.Float64)).requires_grad_();
        var output = scales ? ((IScalable)module).Scaled(input, scale) : module.call(input) * (subnet.IsFlat ? scale.view(perChannel ? [-1] : []) : scale);
        (output * randn_like(output)).sum().backward();
        var outcome = module.named_parameters().ToDictionary(entry => entry.name, entry => entry.parameter.grad!);
        foreach (var (key, buffer) in module.named_buffers()) outcome.Add(key, buffer.to(ScalarType.Float64));
        outcome.Add("the input", input.grad!);
        outcome.Add("the scale", scale.grad!);
        outcome.Add("the output", output);
        return outcome;
    }
}
