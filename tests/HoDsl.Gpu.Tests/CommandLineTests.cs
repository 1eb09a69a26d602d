extern alias OfCommandLine;

using System.Text.Json;
using System.Text.Json.Nodes;
using OfCommandLine::HoDsl.Cli.Tests;

namespace HoDsl.Gpu.Tests;

/// <summary>The command line trains, goes on and judges on a GPU.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [GpuFact]
    public void A_GPU_trains_a_network_that_the_processor_judges_alike()
    {
        var run = Trained("run", "fp32");
        Assert.Equal("cuda:0", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!["device"]);
        Assert.Equal(Loss("eval", run), Loss("eval", run, "--device", "cpu"), Gpu.Tolerance(TorchSharp.torch.ScalarType.Float32));
    }

    [GpuFact]
    public void A_GPU_trains_in_half_precision_what_it_trains_in_single()
    {
        var (single, half) = (Loss("eval", Trained("single", "fp32")), Loss("eval", Trained("half", "fp16")));
        Assert.Equal(single, half, 0.05 * single);
    }

    [GpuFact]
    public void A_run_with_everything_that_was_stopped_goes_on_as_one_that_was_not()
    {
        string[] all = ["--mixup", "0.2", "--label-smoothing", "0.1", "--ema", "0.9", "--clip", "1", "--accumulate", "3", "--augment", "crop+flip", "--optimizer", "adamw"];
        var whole = Trained("whole", "fp16", all);
        var stopped = Hodsl.RunWith(Gpu.Environment, ("epoch", process => Hodsl.Signal(process, "TERM")), Small("fp16", [.. all, "--out", _images["stopped"]]));
        Assert.Equal(143, stopped.Code);
        var resumed = Run("train", "--resume", _images["stopped"]);
        Assert.Equal((0, ""), (resumed.Code, resumed.Errors));
        Assert.Equal(Loss("eval", whole), Loss("eval", _images["stopped"]), Gpu.IsReal ? 0.05 : 0);
    }

    private static OfCommandLine::HoDsl.Cli.Tests.Hodsl.Outcome Run(params string[] arguments) => Hodsl.RunWith(Gpu.Environment, arguments);

    private static double Loss(params string[] arguments)
    {
        var outcome = Run([.. arguments, "--json"]);
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        return JsonDocument.Parse(outcome.Output).RootElement.GetProperty("loss").GetDouble();
    }

    private string Trained(string name, string precision, params string[] options)
    {
        var train = Run(Small(precision, [.. options, "--out", _images[name]]));
        Assert.Equal((0, ""), (train.Code, train.Errors));
        return _images[name];
    }

    private string[] Small(string precision, params string[] options) =>
        ["train", "--device", "cuda", "--data", _images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--epochs", "2", "--precision", precision, .. options];
}
