using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>What cannot be averaged is copied, of whatever kind it is.</summary>
public class WeightAverageTests
{
    [Theory, InlineData(ScalarType.Int64), InlineData(ScalarType.Int32), InlineData(ScalarType.Byte), InlineData(ScalarType.Bool)]
    public void Whole_numbers_are_copied(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var network = new Counting(zeros(1, dtype: type));
        using var average = new WeightAverage(network, decay: 0.5);
        average.Update();
        network.Count.fill_(1);
        average.Update();
        Assert.Equal(1, average.Tensors.Single().Value.to_type(ScalarType.Int64).item<long>());
    }

    /// <summary>Tied weights stand in the state under two names.</summary>
    [Fact]
    public void Weights_of_two_names_come_back_when_the_averages_go()
    {
        using var scope = NewDisposeScope();
        using var layer = Linear(2, 2);
        using var network = Sequential(("encoder", layer), ("decoder", layer));
        using var average = new WeightAverage(network, decay: 0.5);
        average.Update();
        using (no_grad()) layer.weight.add_(1);
        average.Update();
        var (own, averaged) = (TensorBytes.Of(layer.weight), TensorBytes.Of(average.Tensors.Single(pair => pair.Key == "encoder.weight").Value));
        using (average.InPlace())
            Assert.Equal(averaged, TensorBytes.Of(layer.weight));
        Assert.Equal(own, TensorBytes.Of(layer.weight));
        Assert.All(average.Tensors.Where(pair => pair.Key.EndsWith("weight", StringComparison.Ordinal)), pair => Assert.Equal(averaged, TensorBytes.Of(pair.Value)));
    }

    [Fact]
    public void A_loop_of_ones_own_has_the_averages_for_as_long_as_it_wants()
    {
        using var scope = NewDisposeScope();
        var network = SmallNetworks.Plain();
        using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, LearningRate: 0.1, Ema: 0.5));
        var (images, labels) = (randn(4, 3, 8, 8), zeros(4, dtype: ScalarType.Int64));
        step.Take(images, labels);
        var first = TensorBytes.Of(network);
        step.Take(images, labels);
        var own = TensorBytes.Of(network);
        using (step.AveragedWeights())
        {
            Assert.NotEqual(own, TensorBytes.Of(network));
            Assert.NotEqual(first, TensorBytes.Of(network));
        }

        Assert.Equal(own, TensorBytes.Of(network));
    }

    [Fact]
    public void Without_an_average_there_are_no_averaged_weights()
    {
        using var scope = NewDisposeScope();
        using var step = new TrainingStep(SmallNetworks.Plain(), new TrainingOptions(Epochs: 1));
        Assert.Null(step.AveragedWeights());
    }

    private sealed class Counting : Module
    {
        public Counting(Tensor count) : base(nameof(Counting))
        {
            Count = count.DetachFromDisposeScope();
            register_buffer("count", Count);
        }

        public Tensor Count { get; }
    }
}
