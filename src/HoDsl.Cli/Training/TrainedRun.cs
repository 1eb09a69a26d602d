using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>A run with its network and the weights that it has learnt.</summary>
internal sealed class TrainedRun : IDisposable
{
    private TrainedRun(RunFolder folder, Module<Tensor, Tensor> network) => (Folder, Network) = (folder, network);

    public RunFolder Folder { get; }

    public Module<Tensor, Tensor> Network { get; }

    /// <summary>Makes the network of a run anew and loads its weights.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="best">Whether the weights are those of the best epoch, not of the last.</param>
    /// <exception cref="Runtime.UserException">There is no run, or its weights cannot be used.</exception>
    public static TrainedRun Open(string path, bool best)
    {
        Processors.UseAll();
        var folder = RunFolder.Open(path);
        var run = folder.Description;
        var network = NetworkMaker.Make(run.Recipe.Network, run.Image, run.Classes.Count, run.Recipe.Training.Seed);
        NetworkWeights.Load(best ? folder.BestWeights : folder.Weights, network);
        return new(folder, network);
    }

    public void Dispose() => Network.Dispose();
}
