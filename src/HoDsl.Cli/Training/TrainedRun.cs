using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>A run with its network and the weights that it has learnt.</summary>
internal sealed class TrainedRun : IDisposable
{
    private TrainedRun(RunFolder folder, Module<Tensor, Tensor> network, Device device) => (Folder, Network, Device) = (folder, network, device);

    public RunFolder Folder { get; }

    public Module<Tensor, Tensor> Network { get; }

    public Device Device { get; }

    /// <summary>Makes the network of a run anew and loads its weights.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="best">Whether the weights are those of the best epoch, not of the last.</param>
    /// <param name="device">Where the network is to compute; null for the run's own device or, where that is not here, the processor.</param>
    /// <exception cref="Runtime.UserException">There is no run or no such device, or its weights cannot be used.</exception>
    public static TrainedRun Open(string path, bool best, Device? device)
    {
        Processors.UseAll();
        var folder = RunFolder.Open(path);
        var run = folder.Description;
        device = device is null ? OwnOrProcessor(run) : Devices.Here(device);
        var network = NetworkMaker.Make(run.Recipe.Network, run.Image, run.Classes.Count, run.Recipe.Training.Seed, device);
        NetworkWeights.Load(best ? folder.BestWeights : folder.Weights, network);
        return new(folder, network, device);
    }

    public void Dispose() => Network.Dispose();

    private static Device OwnOrProcessor(RunDescription run) => Devices.Named(run.Device) is { } own && Devices.IsHere(own) ? own : CPU;
}
