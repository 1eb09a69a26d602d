using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

public class TrainingOptionsTests
{
    private static readonly TrainingOptions Valid = new(Epochs: 1);

    public static TheoryData<TrainingOptions, string> Faulty => new()
    {
        { Valid with { Epochs = 0 }, "number of epochs is 0" },
        { Valid with { Batch = 0 }, "batch has 0 images" },
        { Valid with { LearningRate = 0 }, "learning rate is 0" },
        { Valid with { LearningRate = double.NaN }, "learning rate is NaN" },
        { Valid with { LearningRate = double.PositiveInfinity }, "learning rate is" },
        { Valid with { Momentum = 1 }, "momentum is 1" },
        { Valid with { Momentum = double.NaN }, "momentum is NaN" },
        { Valid with { WeightDecay = -0.1 }, "weight decay is -0.1" },
        { Valid with { Optimizer = OptimizerKind.Nesterov, Momentum = 0 }, "Nesterov's needs more" },
        { Valid with { Beta2 = 1 }, "beta2 is 1" },
        { Valid with { Clip = 0 }, "clipped to the norm 0" },
        { Valid with { Accumulate = 0 }, "in 0 parts" },
        { Valid with { Batch = 4, Accumulate = 5 }, "A batch of 4 images cannot be computed in 5 parts" },
        { Valid with { LabelSmoothing = 1 }, "label smoothing is 1" },
        { Valid with { Mixup = 5 }, "mixup is 5" },
        { Valid with { Ema = 1 }, "average is 1" },
        { Valid with { CheckpointEvery = 0 }, "every 0 steps" },
        { Valid with { Augmentation = new Augmentation(new PadCrop(-1)) }, "padding is -1" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void A_value_out_of_range_is_one_sentence(TrainingOptions options, string words)
    {
        Assert.Contains(words, Assert.Single(options.Faults()));
        Assert.Throws<UserException>(options.Validate);
    }

    [Fact]
    public void All_faults_are_told_at_once() =>
        Assert.Equal(3, (Valid with { Epochs = -1, Batch = -1, LearningRate = -1 }).Faults().Count());

    [Fact]
    public void Defaults_are_valid() => Assert.Empty(Valid.Faults());
}
