using System.Globalization;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>One training from a recipe to a run folder, with what people see meanwhile.</summary>
internal static class TrainingRun
{
    /// <summary>Trains and gives the exit status.</summary>
    public static int Execute(Recipe recipe, string? output)
    {
        using var signals = new StopSignals();
        Processors.UseAll();
        var data = DataSets.Load(recipe.Data);
        recipe = recipe with { Data = Lasting(recipe.Data) };
        using var network = Network(recipe, data.Training);
        var folder = RunFolder.Create(output ?? NewFolder(recipe), Describe(recipe, data.Training, network));
        Console.WriteLine($"{network.GetName()}, width {recipe.Width}: {folder.Description.Parameters:N0} parameters");
        Console.WriteLine($"{data.Name}: {data.Training.Count:N0} images to learn from, {data.Test.Count:N0} to test; the run is in {folder.Path}");
        try
        {
            Reports.Show(recipe.Training, report => new Trainer(network, recipe.Training).Train(
                data, new Observers(new RunRecorder(folder, network), report), signals.Token));
        }
        catch (OperationCanceledException)
        {
            folder.Save(network);
            Console.WriteLine($"Stopped; what was learnt so far is in {folder.Weights}.");
            return signals.Code;
        }

        Console.WriteLine($"The trained weights are in {folder.Weights}; test them with: hodsl eval {folder.Path}");
        return ExitCode.Success;
    }

    private static Module<Tensor, Tensor> Network(Recipe recipe, ImageSet images)
    {
        manual_seed(recipe.Training.Seed);
        return HoResNet.Create(Catalogue.Find(recipe.Scheme), recipe.Layers, recipe.Width, images.Shape, images.Classes.Count);
    }

    private static RunDescription Describe(Recipe recipe, ImageSet images, Module network) => new(
        recipe, images.Shape, images.Classes, network.parameters().Sum(parameter => parameter.numel()), get_num_threads(),
        typeof(Trainer).Assembly.GetName().Version!.ToString(3));

    /// <summary>A folder by its full path, so that <c>hodsl eval</c> finds it from elsewhere too.</summary>
    private static string Lasting(string data) => DataSets.Known.Any(known => known.Name == data) ? data : Path.GetFullPath(data);

    private static string NewFolder(Recipe recipe) => Path.Combine(
        "runs", $"{recipe.Scheme}-{recipe.Layers}-{DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}");
}
