using HoDsl.Networks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

public class FashionTests
{
    private const double Chance = 10;

    [Fact]
    public void A_short_training_on_real_images_beats_chance_by_far()
    {
        using var scope = NewDisposeScope();
        var whole = DataSets.Load("fashion");
        var data = new DataSet(whole.Name, whole.Training.Take(3000), whole.Test.Take(1000));
        manual_seed(1);
        using var network = new HoResNet<PlainStep>(layers: 6, width: 8, data.Training.Shape, data.Training.Classes.Count);
        var metrics = new Trainer(network, new TrainingOptions(Epochs: 3, Batch: 32)).Train(data);
        Assert.InRange(metrics[^1].TestAcc, 6 * Chance, 100);
        Assert.True(metrics[^1].TrainLoss < metrics[0].TrainLoss);
    }
}
