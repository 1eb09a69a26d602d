using System.Globalization;
using HoDsl.Runtime;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Cli.Training;

/// <summary>One training in its run folder, with what people see meanwhile.</summary>
internal static class TrainingRun
{
    /// <summary>Begins a run and gives the exit status.</summary>
    /// <param name="wanted">What is trained and how, and the run that this one repeats, on its device and in its number of threads; null for none.</param>
    /// <param name="output">The folder of the run, or null for a new one.</param>
    /// <param name="device">Where the network computes; null for where the earlier run did, or the processor.</param>
    public static int Begin((Recipe Recipe, RunDescription? Earlier) wanted, string? output, Device? device)
    {
        using var signals = new StopSignals();
        var (recipe, earlier) = wanted;
        device = DeviceOf(device, earlier);
        if (earlier is not null) Processors.Use(earlier.Threads);
        else Processors.UseAll();
        var data = DataSets.Load(recipe.Data, recipe.Selection);
        recipe = recipe with { Data = Lasting(recipe.Data), Title = null };
        if (earlier is not null) Compare(recipe, data, earlier);
        using var network = NetworkMaker.Make(recipe.Network, data.Training.Shape, data.Training.Classes.Count, recipe.Training.Seed, device);
        var trainer = new Trainer(network, recipe.Training);
        // What is refused leaves no folder.
        trainer.Prepare(data);
        var description = RunDescription.Of(recipe, data, network);
        return Train(output is null ? RunFolder.CreateNumbered(NewFolder(recipe.Network), description) : RunFolder.Create(output, description), trainer, data, device, signals);
    }

    /// <summary>Goes on with a run that was stopped or killed, and gives the exit status.</summary>
    /// <param name="path">The folder of the run.</param>
    /// <param name="device">Where the network computes; null for where it did.</param>
    public static int GoOn(string path, Device? device)
    {
        using var signals = new StopSignals();
        var run = RunFolder.Open(path);
        var recipe = run.Description.Recipe;
        device = DeviceOf(device, run.Description);
        if (run.Description.PrecisionOn(device) != recipe.Training.Precision)
            throw new UserException($"The run computes in fp16, which needs a GPU, and {device} is none. To train its recipe here begin anew: hodsl train --from {path} --precision bf16 --device {device}");
        Processors.Use(run.Description.Threads);
        var data = DataSets.Load(recipe.Data, recipe.Selection);
        using var network = NetworkMaker.Make(recipe.Network, run.Description.Image, run.Description.Classes.Count, recipe.Training.Seed, device);
        return Train(run, new Trainer(network, recipe.Training), data, device, signals);
    }

    private static int Train(RunFolder run, Trainer trainer, DataSet data, Device device, StopSignals signals)
    {
        var recipe = run.Description.Recipe;
        Console.WriteLine($"{recipe.Network}: {run.Description.Parameters:N0} parameters, on {device}");
        var validation = data.Validation is { } kept ? $"{kept.Count:N0} to judge by meanwhile, " : "";
        Console.WriteLine($"{data.Name}: {data.Training.Count:N0} images to learn from, {validation}{data.Test.Count:N0} to test; the run is in {run.Path}");
        Console.WriteLine(OptionsLine.Of(recipe));
        if (recipe.Training.Precision != Precision.Float32 && !TorchExtras.Current.SupportsAutocast(device))
            Console.WriteLine("The TorchSharp packages have no autocast: the network computes in fp32.");
        try
        {
            Reports.Show(recipe.Training, byValidation: data.Validation is not null, report => trainer.Train(data, run, report, signals.Token));
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine($"Stopped; what was learnt so far is in {run.Weights}. Go on with: hodsl train --resume {run.Path}");
            return signals.Code;
        }

        Console.WriteLine($"The trained weights are in {run.Weights}; test them with: hodsl eval {run.Path}");
        return ExitCode.Success;
    }

    // A run that is repeated as it was has to have its images; where something is changed they may have changed too.
    private static void Compare(Recipe recipe, DataSet data, RunDescription earlier)
    {
        if (recipe == earlier.Recipe)
            earlier.CheckData(data);
        else if ((recipe.Data, recipe.Selection) == (earlier.Recipe.Data, earlier.Recipe.Selection) && !earlier.IsOf(data))
            Console.Error.WriteLine($"The images of {data.Name} are not those that the earlier run was trained on.");
    }

    private static Device DeviceOf(Device? wanted, RunDescription? run) =>
        wanted is not null ? Devices.Here(wanted) : run is not null ? Devices.Here(run.Device) : CPU;

    /// <summary>A folder by its full path, so that <c>hodsl eval</c> finds it from elsewhere too.</summary>
    private static string Lasting(string data) => DataSets.Known.Any(known => known.Name == data) ? data : Path.GetFullPath(data);

    private static string NewFolder(NetworkChoice network) => Path.Combine("runs", string.Join(
        '-', new[] { network.Name, network.Scheme, DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture) }.OfType<string>()));
}
