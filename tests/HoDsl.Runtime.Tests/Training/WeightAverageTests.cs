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
