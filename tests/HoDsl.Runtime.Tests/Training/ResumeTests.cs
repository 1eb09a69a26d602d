using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>A training that was stopped anywhere and goes on is one that never stopped.</summary>
public sealed class ResumeTests : IDisposable
{
    private const int Steps = 6;

    private static readonly TrainingOptions Options = new(
        Epochs: 2, Batch: 16, LearningRate: 0.05, Augmentation: Augmentation.CropAndFlip, CheckpointEvery: 1);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set(training: 40);

    public static TheoryData<string, TrainingOptions> Kinds => new()
    {
        { "momentum", Options },
        { "no momentum", Options with { Momentum = 0 } },
        { "everything", Options with { Optimizer = OptimizerKind.Nesterov, Decay = Decayed.Weights, Mixup = 0.5, LabelSmoothing = 0.1, Clip = 1, Accumulate = 3, Ema = 0.9 } },
        { "AdamW", Options with { Optimizer = OptimizerKind.AdamW, LearningRate = 1e-3, Ema = 0.9, Precision = Precision.BFloat16 } },
    };

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Stopped_after_any_step_it_ends_with_the_same_weights_bit_for_bit(string kind, TrainingOptions options)
    {
        var whole = Trained(Run($"{kind} whole", options), options);
        for (var last = 1; last <= Steps; last++)
        {
            var run = Run($"{kind} {last}", options);
            Stop(run, options, last);
            var resumed = Trained(RunFolder.Open(run.Path), options);
            Assert.Equal(whole.Weights, resumed.Weights);
            Assert.Equal(whole.File, resumed.File);
            Assert.Equal(whole.Metrics, resumed.Metrics);
        }
    }

    [Fact]
    public void Without_a_folder_it_comes_to_the_same()
    {
        var network = SmallNetworks.Random();
        new Trainer(network, Options).Train(_data);
        Assert.Equal(Trained(Run("run", Options), Options).Weights, TensorBytes.Of(network));
    }

    [Fact]
    public void Only_the_newest_two_checkpoints_are_kept()
    {
        var run = Run("run", Options);
        Trained(run, Options);
        Assert.Equal("step-000000005.safetensors, step-000000006.safetensors", Checkpoints(run));
    }

    /// <summary>An epoch has three steps, and a step is heard of before its own checkpoint is written.</summary>
    [Fact]
    public void A_checkpoint_is_written_after_every_so_many_steps_and_after_every_epoch()
    {
        const string Begun = "step-000000000.safetensors", Second = "step-000000002.safetensors", Third = "step-000000003.safetensors", Fourth = "step-000000004.safetensors";
        var options = Options with { CheckpointEvery = 2 };
        var run = Run("run", options);
        var found = new List<string>();
        Trained(run, options, new Listener { AtStep = _ => found.Add(Checkpoints(run)) });
        Assert.Equal([Begun, Begun, $"{Begun}, {Second}", $"{Second}, {Third}", $"{Third}, {Fourth}", $"{Third}, {Fourth}"], found);
    }

    [Fact]
    public void A_finished_run_stays_as_it_is()
    {
        var (run, heard) = (Run("run", Options), new Listener());
        var first = Trained(run, Options);
        var again = new Trainer(SmallNetworks.Random(seed: 3), Options).Train(_data, run, heard);
        Assert.Equal(first.Metrics, WithoutTimes(again));
        Assert.Empty(heard.Steps);
        Assert.Equal(first.File, File.ReadAllBytes(run.Weights));
    }

    [Fact]
    public void A_newest_checkpoint_that_was_cut_gives_way_to_the_one_before()
    {
        var whole = Trained(Run("whole", Options), Options);
        var run = Run("cut", Options);
        Stop(run, Options, last: 4);
        var newest = Path.Combine(run.Path, "checkpoints", "step-000000004.safetensors");
        File.WriteAllBytes(newest, File.ReadAllBytes(newest)[..^9]);
        var heard = new Listener();
        Assert.Equal(whole.Weights, Trained(run, Options, heard).Weights);
        Assert.Contains("step-000000004.safetensors is not a usable safetensors file: it is cut", heard.Notices[0]);
        Assert.Equal("Going on after step 3 of 6.", heard.Notices[1]);
    }

    [Fact]
    public void A_full_disk_ends_the_run_in_one_sentence_and_the_checkpoint_before_serves()
    {
        var whole = Trained(Run("whole", Options), Options);
        var run = Run("full", Options);
        // Whoever writes to /dev/full is told by the system that the device is full.
        var checkpoint = Path.Combine(run.Path, "checkpoints", "step-000000003.safetensors");
        Directory.CreateDirectory(Path.GetDirectoryName(checkpoint)!);
        var heard = new Listener { AtStep = step => { if (step == 3) File.CreateSymbolicLink($"{checkpoint}.{Environment.ProcessId}.tmp", "/dev/full"); } };
        var fault = Assert.Throws<UserException>(() => Trained(run, Options, heard));
        Assert.Equal($"Cannot write {checkpoint}: the disk is full; free some space and run it again.", fault.Message);
        Assert.Equal(whole.Weights, Trained(run, Options).Weights);
    }

    [Fact]
    public void A_checkpoint_that_may_not_be_written_ends_the_run_in_one_sentence_and_the_one_before_serves()
    {
        var whole = Trained(Run("whole", Options), Options);
        var run = Run("forbidden", Options);
        var checkpoint = Path.Combine(run.Path, "checkpoints", "step-000000003.safetensors");
        // A folder stands where the file would be written: that is refused to the administrator too.
        var inTheWay = $"{checkpoint}.{Environment.ProcessId}.tmp";
        var heard = new Listener { AtStep = step => { if (step == 3) Directory.CreateDirectory(inTheWay); } };
        var fault = Assert.Throws<UserException>(() => Trained(run, Options, heard));
        Assert.Equal($"Cannot write {checkpoint}: permission is denied; choose a place that you may write to.", fault.Message);
        Directory.Delete(inTheWay);
        Assert.Equal(whole.Weights, Trained(run, Options).Weights);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_ends_the_run_in_one_sentence()
    {
        var run = Run("run", Options);
        File.WriteAllText(Path.Combine(run.Path, "checkpoints"), "");
        var fault = Assert.Throws<UserException>(() => Trained(run, Options));
        Assert.StartsWith($"Cannot write {Path.Combine(run.Path, "checkpoints")}", fault.Message);
    }

    [Theory]
    [InlineData(Steps)]
    [InlineData(1)]
    public void A_run_whose_checkpoints_are_gone_is_refused_and_keeps_what_it_has(int last)
    {
        var run = Run("run", Options);
        if (last == Steps) Trained(run, Options);
        else Stop(run, Options, last);
        Directory.Delete(Path.Combine(run.Path, "checkpoints"), recursive: true);
        var (weights, metrics, files) = (File.ReadAllBytes(run.Weights), run.Metrics(), Directory.GetFiles(run.Path).Order());
        var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Random(), Options).Train(_data, run));
        Assert.Equal($"{run.Path} has results but no checkpoint to go on from: put its folder checkpoints back, or train anew in another folder.", fault.Message);
        Assert.Equal(weights, File.ReadAllBytes(run.Weights));
        Assert.Equal(metrics, run.Metrics());
        Assert.Equal(files, Directory.GetFiles(run.Path).Order());
    }

    [Fact]
    public void A_checkpoint_of_another_network_is_refused()
    {
        var run = Run("run", Options);
        Stop(run, Options, last: 1);
        var heard = new Listener();
        var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Plain(), Options).Train(_data, run, heard));
        Assert.Equal(2, heard.Notices.Count);
        Assert.All(heard.Notices, notice => Assert.Contains("does not hold the weights of this network", notice));
        Assert.StartsWith("None of the checkpoints in ", fault.Message);
    }

    [Fact]
    public void Images_that_have_changed_are_told_and_nothing_is_learnt_from_them()
    {
        var run = Run("run", Options);
        Stop(run, Options, last: 1);
        var heard = new Listener();
        var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Random(), Options).Train(RandomImages.Set(training: 41), run, heard));
        Assert.Contains("are not those that the run was trained on", fault.Message);
        Assert.Empty(heard.Steps);
    }

    [Fact]
    public void A_run_that_another_process_trains_is_told_and_left_alone()
    {
        var run = Run("run", Options);
        var heard = new Listener();
        using (run.Hold())
        {
            var fault = Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Random(), Options).Train(_data, run, heard));
            Assert.StartsWith($"Another process trains the run in {run.Path}", fault.Message);
        }

        Assert.Empty(heard.Steps);
        Assert.Equal(["run.json", "run.lock"], Directory.GetFileSystemEntries(run.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void A_checkpoint_of_another_run_gives_way_to_the_one_before()
    {
        var whole = Trained(Run("whole", Options), Options);
        var (run, other) = (Run("run", Options), Run("other", Options with { Epochs = 9 }));
        Stop(run, Options, last: 3);
        Stop(other, Options with { Epochs = 9 }, last: 4);
        const string Newest = "checkpoints/step-000000004.safetensors";
        File.Copy(Path.Combine(other.Path, Newest), Path.Combine(run.Path, Newest));
        AssertGoesOnAfterStep3(run, Options, whole.Weights, "is a checkpoint of another run");
    }

    public static TheoryData<TrainingOptions, TrainingOptions, string> Changes
    {
        get
        {
            var (adam, averaged) = (Options with { Optimizer = OptimizerKind.AdamW, LearningRate = 1e-3 }, Options with { Ema = 0.9 });
            return new()
            {
                { Options, adam, "does not hold what this optimizer remembers" },
                { adam, Options, "does not hold what this optimizer remembers" },
                { Options, averaged, "is of a training that averages its weights" },
                { averaged, Options, "is of a training that does not average its weights" },
            };
        }
    }

    /// <summary>One that says it is of this run.</summary>
    [Theory]
    [MemberData(nameof(Changes))]
    public void A_checkpoint_of_a_training_by_other_options_gives_way_to_the_one_before(TrainingOptions own, TrainingOptions foreign, string words)
    {
        var whole = Trained(Run("whole", own), own);
        var (run, other) = (Run("run", own), Run("other", foreign));
        Stop(run, own, last: 3);
        Stop(other, foreign, last: 4);
        run.Checkpoints.Save(4, other.Checkpoints.Newest(_ => { }, (_, _) => { })!.Value.Checkpoint);
        AssertGoesOnAfterStep3(run, own, whole.Weights, words);
    }

    [Fact]
    public void The_best_weights_are_those_of_the_best_epoch()
    {
        var options = Options with { Epochs = 5 };
        var run = Run("run", options);
        var best = Array.Empty<byte>();
        var greatest = -1.0;
        var heard = new BestWatch(metrics =>
        {
            if (metrics.TestAcc <= greatest) return;
            (greatest, best) = (metrics.TestAcc, File.ReadAllBytes(run.Weights));
        });
        new Trainer(SmallNetworks.Random(), options).Train(_data, run, heard);
        Assert.Equal(best, File.ReadAllBytes(run.BestWeights));
    }

    private void AssertGoesOnAfterStep3(RunFolder run, TrainingOptions options, byte[] weights, string words)
    {
        var heard = new Listener();
        Assert.Equal(weights, Trained(run, options, heard).Weights);
        Assert.StartsWith($"{Path.Combine(run.Path, "checkpoints/step-000000004.safetensors")} {words}", heard.Notices[0]);
        Assert.Equal("Going on after step 3 of 6.", heard.Notices[1]);
    }

    private static IReadOnlyList<EpochMetrics> WithoutTimes(IEnumerable<EpochMetrics> metrics) =>
        [.. metrics.Select(epoch => epoch with { Seconds = 0, ImagesPerSecond = 0 })];

    private static string Checkpoints(RunFolder run) =>
        string.Join(", ", Directory.GetFiles(Path.Combine(run.Path, "checkpoints")).Select(Path.GetFileName).Order());

    private RunFolder Run(string name, TrainingOptions options) => RunFolder.Create(
        _folder[name], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), _data, SmallNetworks.Random()));

    private void Stop(RunFolder run, TrainingOptions options, int last)
    {
        using var stop = new CancellationTokenSource();
        var heard = new Listener { AtStep = step => { if (step == last) stop.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new Trainer(SmallNetworks.Random(), options).Train(_data, run, heard, stop.Token));
    }

    // The network that goes on was made with other weights, and the generator stands elsewhere: the checkpoint has all that counts.
    private (byte[] Weights, byte[] File, IReadOnlyList<EpochMetrics> Metrics) Trained(RunFolder run, TrainingOptions options, Listener? heard = null)
    {
        var begun = Directory.Exists(Path.Combine(run.Path, "checkpoints")) && Directory.EnumerateFiles(Path.Combine(run.Path, "checkpoints")).Any();
        var network = SmallNetworks.Random(seed: begun ? 99 : 1);
        var metrics = new Trainer(network, options).Train(_data, run, heard);
        Assert.Equal(metrics, run.Metrics());
        return (TensorBytes.Of(network), File.ReadAllBytes(run.Weights), WithoutTimes(metrics));
    }

    private sealed class BestWatch(Action<EpochMetrics> atEpoch) : ITrainingObserver
    {
        public void OnEpoch(EpochMetrics metrics) => atEpoch(metrics);
    }
}
