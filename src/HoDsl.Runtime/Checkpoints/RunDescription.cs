using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>What a run folder says of its run: enough to make the network again and to repeat the training.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Image">The shape of one image.</param>
/// <param name="Classes">The names of the classes.</param>
/// <param name="Statistics">What images are normalised by.</param>
/// <param name="DataDigest">A digest of all images and labels.</param>
/// <param name="Parameters">How many trainable numbers the network has.</param>
/// <param name="Threads">How many threads computed.</param>
/// <param name="Version">The version of this library.</param>
/// <param name="Device">The name of the device that computed: see <see cref="Devices"/>.</param>
public sealed record RunDescription(
    Recipe Recipe, MapShape Image, IReadOnlyList<string> Classes, ChannelStatistics Statistics, string DataDigest, long Parameters, int Threads, string Version,
    string Device = "cpu")
{
    /// <summary>Describes the training of a network by a recipe, as it is about to begin.</summary>
    public static RunDescription Of(Recipe recipe, DataSet data, Module network) => new(
        recipe, data.Training.Shape, data.Training.Classes, data.Training.Statistics, Checkpoints.DataDigest.Of(data),
        network.parameters().Sum(parameter => parameter.numel()), get_num_threads(), typeof(RunDescription).Assembly.GetName().Version!.ToString(3),
        ForwardPass.DeviceOf(network).ToString());

    /// <summary>Whether the images and labels of a data set are those that the run began with.</summary>
    public bool IsOf(DataSet data) => Checkpoints.DataDigest.Of(data) == DataDigest;

    /// <summary>Makes sure that a data set is the one that the run began with.</summary>
    /// <exception cref="UserException">It is another.</exception>
    public void CheckData(DataSet data)
    {
        CheckClasses(data);
        if (!IsOf(data))
            throw new UserException($"The images of {data.Name} are not those that the run was trained on: put the same files in place, or train anew.");
    }

    /// <summary>Makes sure that the classes of a data set have the names that they had when the run began.</summary>
    /// <exception cref="UserException">One has another.</exception>
    public void CheckClasses(DataSet data)
    {
        if (Classes.Zip(data.Training.Classes).FirstOrDefault(pair => pair.First != pair.Second) is ({ } before, { } now))
            throw new UserException($"The class {now} of {data.Name} was {before} when the run was trained: put the same files in place, or train anew.");
    }

    /// <summary>Makes sure that the options are those that the run began with.</summary>
    /// <exception cref="UserException">One is another.</exception>
    public void CheckOptions(TrainingOptions options)
    {
        if (options != Recipe.Training)
            throw new UserException($"The run was begun with other options ({string.Join(", ", options.DifferencesFrom(Recipe.Training))}): go on with those of its run.json, or train anew in another folder.");
    }

    /// <summary>In which numbers the network computes on a device: where that has no half precision, in single precision in its place.</summary>
    public Precision PrecisionOn(Device device) =>
        ForwardPass.Computes(Recipe.Training.Precision, device) ? Recipe.Training.Precision : Precision.Float32;
}
