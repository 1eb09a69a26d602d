using System.Text.Json;
using HoDsl.Tests;

namespace HoDsl.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private static readonly string[] Members = ["epoch", "train_loss", "train_acc", "test_loss", "test_acc", "seconds", "images_per_second"];

    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void A_run_leaves_metrics_and_weights_that_eval_confirms()
    {
        var run = _images["run"];
        var train = Hodsl.Run(Small("--epochs", "2", "--out", run));
        Assert.Equal((0, ""), (train.Code, train.Errors));

        var lines = File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.All(lines, line => Assert.Equal(Members, line.EnumerateObject().Select(member => member.Name)));

        var eval = Hodsl.Run("eval", run);
        Assert.Equal((0, ""), (eval.Code, eval.Errors));
        Assert.Contains($"test accuracy {lines[^1].GetProperty("test_acc").GetDouble():F2} % of 20 images", eval.Output);
    }

    [Fact]
    public void All_options_and_both_seeds_are_printed_before_the_first_epoch()
    {
        var train = Hodsl.Run(Small("--epochs", "1", "--clip", "1.5", "--seed", "7", "--validation", "0.25", "--data-seed", "5", "--out", _images["run"]));
        Assert.Equal(
            "epochs 1, batch 16, learning rate 0.05, momentum 0.9, weight decay 0.0001, seed 7, precision fp32, optimizer sgd, beta2 0.999, decay all, clip 1.5, " +
            "accumulate 1, label smoothing 0, mixup 0, on divergence stop, schedule cosine, augmentation none, data seed 5",
            train.Output.Split('\n').TakeWhile(line => !line.StartsWith("epoch ", StringComparison.Ordinal)).Last());
    }

    [Fact]
    public void Where_the_network_does_not_compute_in_the_precision_asked_for_it_is_said()
    {
        var train = Hodsl.Run([.. Small("--epochs", "1", "--out", _images["run"]).Select(word => word == "fp32" ? "bf16" : word)]);
        Assert.Equal((0, ""), (train.Code, train.Errors));
        Assert.Contains(" precision bf16,", train.Output);
        Assert.Equal(WithPackages.AreUsed, train.Output.Contains("\nThe TorchSharp packages have no autocast: the network computes in fp32.\n"));
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_of_weights()
    {
        foreach (var run in (string[])["a", "b"]) Assert.Equal(0, Hodsl.Run(Small("--epochs", "1", "--out", _images[run])).Code);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_images["a"], "model.safetensors")), File.ReadAllBytes(Path.Combine(_images["b"], "model.safetensors")));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_run_with_what_was_learnt_saved(string signal, int code)
    {
        var run = _images["run"];
        var train = Hodsl.Run(("images to learn from", process => Hodsl.Signal(process, signal)), Small("--epochs", "1000000", "--out", run));
        Assert.Equal((code, ""), (train.Code, train.Errors));
        Assert.Contains("Stopped", train.Output);
        Assert.Equal(0, Hodsl.Run("eval", run).Code);
    }

    /// <summary>In its number of threads, whatever is wished for now: sums of other parts are rounded otherwise.</summary>
    [Fact]
    public void A_run_is_repeated_bit_for_bit_from_its_folder()
    {
        Assert.Equal(0, Hodsl.RunInThreads(2, Small(
            "--epochs", "1", "--optimizer", "adamw", "--mixup", "0.3", "--ema", "0.5", "--clip", "1", "--augment", "crop+flip", "--seed", "5", "--out", _images["a"])).Code);
        Assert.Equal(2, Threads(_images["a"]));
        Assert.Equal(0, Hodsl.RunInThreads(1, "train", "--from", _images["a"], "--out", _images["b"]).Code);
        foreach (var file in (string[])["run.json", "model.safetensors"])
            Assert.Equal(File.ReadAllBytes(Path.Combine(_images["a"], file)), File.ReadAllBytes(Path.Combine(_images["b"], file)));
    }

    [Fact]
    public void A_run_goes_on_in_its_number_of_threads()
    {
        var (whole, begun) = (_images["whole"], _images["begun"]);
        Assert.Equal(0, Hodsl.RunInThreads(1, Small("--epochs", "1", "--out", whole)).Code);
        Directory.CreateDirectory(begun);
        File.Copy(Path.Combine(whole, "run.json"), Path.Combine(begun, "run.json"));
        Assert.Equal(0, Hodsl.RunInThreads(2, "train", "--resume", begun).Code);
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole, "model.safetensors")), File.ReadAllBytes(Path.Combine(begun, "model.safetensors")));
    }

    [Fact]
    public void A_training_that_diverges_ends_with_status_3_and_its_last_good_checkpoint()
    {
        var train = Hodsl.Run(Small("--lr", "1e30", "--epochs", "2", "--out", _images["run"]));
        Assert.Equal(3, train.Code);
        AssertOneError(train.Errors, "diverged at step");
        Assert.Contains(Path.Combine(_images["run"], "checkpoints", "step-000000000.safetensors"), train.Errors);
    }

    /// <summary>A default that changes afterwards changes no run.</summary>
    [Fact]
    public void A_run_has_the_values_of_all_parameters_of_its_network()
    {
        var run = _images["run"];
        Assert.Equal(0, Hodsl.Run("train", "HoResNet", "--width", "4", "--data", _images.Path, "--epochs", "1", "--batch", "16", "--out", run).Code);
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        var parameters = json.RootElement.GetProperty("recipe").GetProperty("network").GetProperty("parameters");
        Assert.Equal((10, 4), (parameters.GetProperty("layers").GetInt32(), parameters.GetProperty("width").GetInt32()));
    }

    [Fact]
    public void A_run_whose_images_have_changed_does_not_go_on()
    {
        var run = _images["run"];
        Assert.Equal(0, Hodsl.Run(Small("--epochs", "1", "--out", run)).Code);
        var labels = File.ReadAllBytes(_images["train-labels-idx1-ubyte"]);
        labels[^1] ^= 1;
        File.WriteAllBytes(_images["train-labels-idx1-ubyte"], labels);
        var resume = Hodsl.Run("train", "--resume", run);
        Assert.Equal(1, resume.Code);
        AssertOneError(resume.Errors, "are not those that the run was trained on");
    }

    [Theory]
    [InlineData("--resume x --lr 0.1", "leave out --lr")]
    [InlineData("--from x --recipe default", "leave out --recipe or --from")]
    [InlineData("--recipe defalt", "did you mean 'default'?")]
    [InlineData("--recipe nonsense", "There is no recipe and no file 'nonsense'")]
    [InlineData("--optimizer lion", "--optimizer takes sgd or nesterov or adamw, not 'lion'.")]
    [InlineData("--accumulate 1000", "cannot be computed in 1000 parts")]
    [InlineData("--memory 12", "--memory takes an amount such as 512MiB or 2GiB, not '12'.")]
    [InlineData("--scheme rk44", "did you mean 'RK4'?")]
    [InlineData("--scheme nonsense", "There is no scheme 'nonsense'")]
    [InlineData("--layers 12", "the nearest are layers = 10 and layers = 18")]
    [InlineData("LmResNt", "There is no network 'LmResNt'; did you mean 'LmResNet'?")]
    [InlineData("nonsense", "There is no network 'nonsense'; `hodsl networks` lists those there are.")]
    [InlineData("own/pyramid.network", "put the file into networks/ of HoDsl, build that anew (./hodsl does), and give the network's name.")]
    [InlineData("--scheme ssp33.tableau", "put the file into schemes/ of HoDsl, build that anew (./hodsl does), and give the scheme's name.")]
    [InlineData("RevNet --scheme rk4", "The schemes of RevNet are its own")]
    [InlineData("ResNet --units 3", "ResNet has no parameter --units; it has --layers, --width")]
    [InlineData("--layers ten", "--layers takes a whole number, not 'ten'.")]
    [InlineData("--layers 3.5", "--layers takes a whole number, not '3.5'.")]
    [InlineData("--width 0", "the number is 0; it must lie between 1 and 1000000")]
    [InlineData("--epochs 0", "The number of epochs is 0")]
    [InlineData("--batch -1", "The batch has -1 images")]
    [InlineData("--lr fast", "--lr takes a number, not 'fast'.")]
    [InlineData("--lr NaN", "The learning rate is NaN")]
    [InlineData("--momentum 1", "The momentum is 1")]
    [InlineData("--precision fp8", "--precision takes fp32 or bf16 or fp16, not 'fp8'.")]
    [InlineData("--schedule slow", "--schedule takes constant or cosine or one-cycle or step:N,... with rising numbers, warm-up:X+ in front or not, not 'slow'.")]
    [InlineData("--schedule step:200,100", "with rising numbers")]
    [InlineData("--speed 3", "There is no '--speed'; did you mean '--seed'?")]
    [InlineData("--momentun 0.5", "did you mean '--momentum'?")]
    [InlineData("--resume x --clip none", "leave out --clip")]
    [InlineData("LmResNet --resume x", "A run goes on with its own network and options: leave out LmResNet, or begin anew with --from x.")]
    [InlineData("--seed x", "--seed takes a whole number, not 'x'.")]
    [InlineData("--data-seed 1.5", "--data-seed takes a whole number, not '1.5'.")]
    [InlineData("--clip nothing", "--clip takes a number, not 'nothing'.")]
    [InlineData("--memory 79228162514264337593543950335GiB", "--memory takes an amount such as 512MiB or 2GiB, not '79228162514264337593543950335GiB'.")]
    [InlineData("--mixup 1e-300", "The parameter of mixup is 1E-300; it must be 0, or between 0.001 and 4.")]
    [InlineData("--epochs", "--epochs")]
    public void A_wrong_option_is_told_in_one_sentence(string options, string words)
    {
        var train = Hodsl.Refused(["train", .. options.Split(' ')]);
        Assert.Equal(2, train.Code);
        AssertOneError(train.Errors, words);
    }

    [Theory]
    [InlineData("trian", "did you mean 'train'?")]
    [InlineData("fly", "There is no 'fly' here")]
    [InlineData("data", "A command is missing: ")]
    [InlineData("describe rk4 --scheme euler", "'rk4' is a scheme itself: leave out --scheme.")]
    [InlineData("data get", "'get' needs NAME: The data set: fashion, mnist, cifar10, cifar100.")]
    [InlineData("data get cifar11", "There is no data set 'cifar11'; did you mean 'cifar10'?")]
    [InlineData("check", "'check' needs FILE: Tableau and network files.")]
    [InlineData("bench --rounds x", "--rounds takes a whole number, not 'x'.")]
    public void A_wrong_command_is_told_in_one_sentence(string command, string words)
    {
        var outcome = Hodsl.Run(command.Split(' '));
        Assert.Equal(2, outcome.Code);
        AssertOneError(outcome.Errors, words);
    }

    [Fact]
    public void Missing_images_are_told_in_one_sentence()
    {
        var train = Hodsl.Run("train", "--data", _images["nowhere"]);
        Assert.Equal(1, train.Code);
        AssertOneError(train.Errors, _images["nowhere"]);
    }

    [Fact]
    public void A_run_folder_that_cannot_be_is_told_in_one_sentence()
    {
        var train = Hodsl.Run(Small("--out", Path.Combine(_images["train-images-idx3-ubyte"], "run")));
        Assert.Equal(1, train.Code);
        AssertOneError(train.Errors, "Cannot write");
    }

    [Fact]
    public void A_budget_of_memory_that_is_refused_leaves_no_folder()
    {
        var run = _images["run"];
        var train = Hodsl.Run(Small("--memory", "1000B", "--out", run));
        Assert.Equal(1, train.Code);
        AssertOneError(train.Errors, "memory");
        Assert.False(Path.Exists(run));
    }

    [Fact]
    public void Weights_cut_short_are_told_in_one_sentence()
    {
        var run = _images["run"];
        Hodsl.Run(Small("--epochs", "1", "--out", run));
        var weights = Path.Combine(run, "model.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^1]);
        var eval = Hodsl.Run("eval", run);
        Assert.Equal(1, eval.Code);
        AssertOneError(eval.Errors, "model.safetensors is not a usable safetensors file: it is cut");
    }

    [Fact]
    public void A_folder_without_a_run_is_told_in_one_sentence()
    {
        var eval = Hodsl.Run("eval", _images.Path);
        Assert.Equal(1, eval.Code);
        AssertOneError(eval.Errors, "is not the folder of a run");
    }

    private static int Threads(string run)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json")));
        return json.RootElement.GetProperty("threads").GetInt32();
    }

    private static void AssertOneError(string errors, string words)
    {
        Assert.StartsWith("error: ", errors);
        Assert.Contains(words, errors);
        Assert.Equal(1, errors.Count(letter => letter == '\n'));
    }

    private string[] Small(params string[] options) =>
        ["train", "--data", _images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--precision", "fp32", .. options];
}
