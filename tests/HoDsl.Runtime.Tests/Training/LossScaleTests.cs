using HoDsl.Runtime.Checkpoints;
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

    /// <summary>A power of two changes no digit: as long as nothing overflows, scaled steps are those without a scale, bit for bit.</summary>
    [Theory]
    [InlineData(1, null, OptimizerKind.Nesterov)]
    [InlineData(3, null, OptimizerKind.Sgd)]
    [InlineData(3, 0.1, OptimizerKind.Nesterov)]
    [InlineData(1, 0.1, OptimizerKind.AdamW)]
    public void Scaled_steps_are_those_without_a_scale(int accumulate, double? clip, OptimizerKind optimizer)
    {
        var options = new TrainingOptions(Epochs: 1, Batch: 12, LearningRate: 0.01, Accumulate: accumulate, Clip: clip, Optimizer: optimizer, LabelSmoothing: 0.1, Ema: 0.9);
        Assert.Equal(Trained(options, new LossScale(enabled: false), steps: 4), Trained(options, new LossScale(enabled: true), steps: 4));
    }

    /// <summary>The first factors make the loss infinite in single precision: these steps move nothing, and the first one that fits is the first step.</summary>
    [Fact]
    public void A_step_that_overflows_leaves_weights_momenta_and_average_as_they_are()
    {
        var options = new TrainingOptions(Epochs: 1, Batch: 12, LearningRate: 0.01, Ema: 0.9);
        using var step = NewStep(options, new LossScale(enabled: true) { State = (Math.Pow(2, 140), 5) });
        var before = Parameters(step);
        var (images, labels) = Batch();
        var overflows = 0;
        for (; !step.Memory.Tensors().Any(); overflows++)
        {
            Assert.Equal(before, Parameters(step));
            Assert.Empty(step.Average!.Tensors);
            Assert.Equal((Math.Pow(2, 140 - overflows), overflows == 0 ? 5 : 0), step.Scale.State);
            step.Take(images, labels);
        }

        Assert.InRange(overflows, 12, 60);
        Assert.Equal((Math.Pow(2, 141 - overflows), 1), step.Scale.State);
        using var plain = NewStep(options, new LossScale(enabled: false));
        plain.Take(images, labels);
        Assert.Equal(Parameters(plain), Parameters(step));
    }

    [Fact]
    public void A_checkpoint_brings_the_factor_back()
    {
        var options = new TrainingOptions(Epochs: 1);
        using var step = NewStep(options, new LossScale(enabled: true));
        var position = new TrainingPosition(Epoch: 1, StepsOfEpoch: 0, default, Seconds: 0, [], LossScale: 512, GoodSteps: 7, []);
        TrainingState.Restore(new Checkpoint(position, TrainingState.Tensors(step)), step);
        Assert.Equal((512, 7), step.Scale.State);
    }

    /// <summary>Steps that overflow begin no average: a checkpoint behind them has none, and fits.</summary>
    [Fact]
    public void A_checkpoint_behind_steps_that_were_left_out_fits()
    {
        var options = new TrainingOptions(Epochs: 1, Ema: 0.9);
        var position = new TrainingPosition(Epoch: 1, StepsOfEpoch: 2, default, Seconds: 0, [], LossScale: 512, GoodSteps: 0, []);
        using var scaled = NewStep(options, new LossScale(enabled: true));
        using var plain = NewStep(options, new LossScale(enabled: false));
        TrainingState.CheckFit("file", new Checkpoint(position, TrainingState.Tensors(scaled)), scaled);
        var fault = Assert.Throws<UserException>(() => TrainingState.CheckFit("file", new Checkpoint(position, TrainingState.Tensors(plain)), plain));
        Assert.Contains("does not average its weights", fault.Message);
    }

    [Fact]
    public void Half_precision_on_the_processor_is_refused_in_one_sentence()
    {
        var fault = Assert.Throws<UserException>(() => new ForwardPass(SmallNetworks.Plain(), Precision.Float16));
        Assert.StartsWith("The precision fp16 needs a network on a GPU", fault.Message);
    }

    private static byte[] Trained(TrainingOptions options, LossScale scale, int steps)
    {
        using var step = NewStep(options, scale);
        for (var i = 0; i < steps; i++)
        {
            var (images, labels) = Batch();
            step.Take(images, labels);
        }

        return Parameters(step);
    }

    private static TrainingStep NewStep(TrainingOptions options, LossScale scale) => new(SmallNetworks.Plain(layers: 4, width: 4), options, scale);

    private static (Tensor Images, Tensor Labels) Batch()
    {
        manual_seed(3);
        var shape = RandomImages.Shape;
        return (randn(12, shape.Channels, shape.Height, shape.Width), tensor(Enumerable.Range(0, 12).Select(image => image % 3L).ToArray()));
    }

    private static byte[] Parameters(TrainingStep step) => [.. step.Pass.Network.parameters().SelectMany(parameter => TensorBytes.Of(parameter))];
}
