using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>A run goes on with the options that its <c>run.json</c> has, and with no others.</summary>
public sealed class OwnOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set();

    // Those that are no numbers are other objects each time.
    private static TrainingOptions Options => new(
        Epochs: 1, Batch: 48, Schedule: Schedule.WarmUp(0.5, Schedule.Step(1, 2)), Augmentation: Augmentation.CropAndFlip, Clip: 0.1, Ema: 1 / 3.0);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Others_are_refused_by_their_names()
    {
        var run = Run();
        var heard = new Listener();
        var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Plain(), Options with { LearningRate = 0.2, Ema = null }).Train(_data, run, heard));
        Assert.Equal("The run was begun with other options (learning_rate, ema): go on with those of its run.json, or train anew in another folder.", fault.Message);
        Assert.Empty(heard.Steps);
    }

    [Fact]
    public void The_same_are_taken_from_a_program_or_from_the_folder()
    {
        var run = Run();
        Assert.Single(new Trainer(SmallNetworks.Plain(), Options).Train(_data, RunFolder.Open(run.Path)));
        Assert.Single(new Trainer(SmallNetworks.Plain(), RunFolder.Open(run.Path).Description.Recipe.Training).Train(_data, run));
    }

    private RunFolder Run() => RunFolder.OpenOrCreate(
        _folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Options), _data, SmallNetworks.Plain()));
}
