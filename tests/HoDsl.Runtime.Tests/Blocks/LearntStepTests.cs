using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Blocks;

/// <summary>Who multiplies by a learnt step: the subnets of the stages, where all of them can at no cost, or else the combinations.</summary>
public sealed class LearntStepTests : IDisposable
{
    private static readonly StageInfo Stage = new(new BlockInfo { Shape = new MapShape(8, 5, 5) }, 1, 0);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [OwnBindingFact(WithPackages.NoSightOfHooks)]
    public void Subnets_take_it_if_all_do()
    {
        Assert.True(IsTaken(Vgg.Create(Stage)));
        Assert.True(IsTaken(Vgg.Create(Stage), Vgg.Create(Stage)));
        Assert.True(IsTaken(Vgg.Create(Stage), Basic.Create(Stage)));
        Assert.False(IsTaken(Vgg.Create(Stage), Conv.Create(Stage)));
        Assert.False(IsTaken(Vgg.Create(Stage), Identity()));
    }

    [Fact]
    public void What_a_hook_sees_has_no_step_in_it()
    {
        var subnet = Vgg.Create(Stage);
        subnet.register_forward_hook((_, _, output) => output);
        Assert.False(IsTaken(subnet));
    }

    [Fact]
    public void A_step_that_is_taken_weighs_nothing_more()
    {
        var (taken, left) = (new LearntFactor(full(Array.Empty<long>(), 3.0), IsTaken: true), new LearntFactor(full(Array.Empty<long>(), 2.0)));
        Assert.Equal(new Weight(0.5), 0.5 * taken);
        Assert.Equal(new Weight(1), taken);
        Assert.Equal(left, taken * left);
        Assert.Equal(left, left * taken);
        Assert.Equal(new Weight(0.5, left), new Weight(0.5, left) * taken);
    }

    private static bool IsTaken(params Module<Tensor, Tensor>[] subnets) =>
        Combination.Learnt(ones(Array.Empty<long>()), Array.ConvertAll(subnets, subnet => subnet.InScope())).IsTaken;
}
