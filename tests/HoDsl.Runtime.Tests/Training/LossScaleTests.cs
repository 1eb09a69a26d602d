using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>The rules of PyTorch's GradScaler with its own constants; the scaler itself needs a GPU there.</summary>
public sealed class LossScaleTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly Parameter _weight = new(ones(3));

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Gradients_come_out_as_those_of_the_loss_itself()
    {
        var scale = new LossScale(enabled: true);
        scale.Scale((_weight * tensor(new[] { 1f, 2f, 3f })).sum()).backward();
        Assert.Equal([65536f, 131072f, 196608f], _weight.grad!.data<float>().ToArray());
        Assert.True(scale.Unscale([_weight]));
        Assert.Equal([1f, 2f, 3f], _weight.grad!.data<float>().ToArray());
    }

    [Fact]
    public void An_overflow_halves_the_factor_and_leaves_the_step_out()
    {
        var scale = new LossScale(enabled: true) { State = (1024, 7) };
        _weight.grad = tensor(new[] { 1f, float.PositiveInfinity, 2f });
        Assert.False(scale.Unscale([_weight]));
        Assert.Equal((512, 0), scale.State);
    }

    [Fact]
    public void Two_thousand_good_steps_double_the_factor()
    {
        var scale = new LossScale(enabled: true) { State = (1024, 1998) };
        _weight.grad = ones(3);
        Assert.True(scale.Unscale([_weight]));
        Assert.Equal((1024, 1999), scale.State);
        Assert.True(scale.Unscale([_weight]));
        Assert.Equal((2048, 0), scale.State);
    }

    [Fact]
    public void Disabled_it_changes_nothing()
    {
        var scale = new LossScale(enabled: false);
        _weight.grad = tensor(new[] { 1f, float.NaN, 2f });
        Assert.True(scale.Unscale([_weight]));
        Assert.Equal((1, 0), scale.State);
    }

    [Fact]
    public void Half_precision_on_the_processor_is_refused_in_one_sentence()
    {
        var fault = Assert.Throws<UserException>(() => new ForwardPass(SmallNetworks.Plain(), Precision.Float16));
        Assert.StartsWith("The precision fp16 needs a network on a GPU", fault.Message);
    }
}
