using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Checkpoints;

/// <summary>A run goes on with the images and the options that its <c>run.json</c> has, and with no others.</summary>
public sealed class RunDescriptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set();

    // Those that are no numbers are other objects each time.
    private static TrainingOptions Options => new(
        Epochs: 1, Batch: 48, Schedule: Schedule.WarmUp(0.5, Schedule.Step(1, 2)), Augmentation: Augmentation.CropAndFlip, Clip: 0.1, Ema: 1 / 3.0);

    private RunDescription Description => RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Options), _data, SmallNetworks.Plain());

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_same_images_are_those_of_the_run()
    {
        Assert.True(Description.IsOf(_data));
        Description.CheckData(_data);
    }

    [Fact]
    public void Other_images_are_not() => Assert.False(Description.IsOf(RandomImages.Set(test: 25)));

    [Fact]
    public void The_same_images_in_classes_of_other_names_are_told()
    {
        var renamed = _data with { Training = Renamed(_data.Training), Test = Renamed(_data.Test) };
        Assert.True(Description.IsOf(renamed));
        Assert.StartsWith("The class light of noise was bright when the run was trained: ", Assert.Throws<UserException>(() => Description.CheckData(renamed)).Message);
    }

    [Fact]
    public void Other_options_are_refused_by_their_names()
    {
        var run = Run();
        var heard = new Listener();
        var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Plain(), Options with { LearningRate = 0.2, Ema = null }).Train(_data, run, heard));
        Assert.Equal("The run was begun with other options (learning_rate, ema): go on with those of its run.json, or train anew in another folder.", fault.Message);
        Assert.Empty(heard.Steps);
    }

    [Fact]
    public void The_same_options_are_taken_from_a_program_or_from_the_folder()
    {
        var run = Run();
        Assert.Single(new Trainer(SmallNetworks.Plain(), Options).Train(_data, RunFolder.Open(run.Path)));
        Assert.Single(new Trainer(SmallNetworks.Plain(), RunFolder.Open(run.Path).Description.Recipe.Training).Train(_data, run));
    }

    private RunFolder Run() => RunFolder.OpenOrCreate(_folder["run"], Description);

    private static ImageSet Renamed(ImageSet images) => new(
        [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray())], images.Labels.ToArray(), images.Shape, ["dark", "grey", "light"]);
}
