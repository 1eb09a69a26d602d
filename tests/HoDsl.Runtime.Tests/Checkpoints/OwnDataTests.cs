using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Checkpoints;

/// <summary>Whether images are those of a run.</summary>
public sealed class OwnDataTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set();
    private readonly RunDescription _run;

    public OwnDataTests() => _run = RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", new TrainingOptions(1)), _data, SmallNetworks.Plain());

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_same_images_are()
    {
        Assert.True(_run.IsOf(_data));
        _run.CheckData(_data);
    }

    [Fact]
    public void Others_are_not() => Assert.False(_run.IsOf(RandomImages.Set(test: 25)));

    [Fact]
    public void The_same_images_in_classes_of_other_names_are_told()
    {
        var renamed = _data with { Training = Renamed(_data.Training), Test = Renamed(_data.Test) };
        Assert.True(_run.IsOf(renamed));
        Assert.StartsWith("The class light of noise was bright when the run was trained: ", Assert.Throws<UserException>(() => _run.CheckData(renamed)).Message);
    }

    private static ImageSet Renamed(ImageSet images) => new(
        [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray())], images.Labels.ToArray(), images.Shape, ["dark", "grey", "light"]);
}
