using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly CheckpointFolder _checkpoints;
    private readonly List<string> _notices = [];

    public CheckpointTests() => _checkpoints = new CheckpointFolder(_folder.Path, "this_run");

    private static TrainingPosition Position => new(
        Epoch: 2, StepsOfEpoch: 3, new Score(48, 1.0 / 3, 17), Seconds: 0.1, [2.5, double.NaN], LossScale: 1, GoodSteps: 0,
        [new EpochMetrics(1, 0.1, 99, double.PositiveInfinity, 12.5, 1.5, 100, new Dictionary<string, double> { ["body.1.step"] = 0.7 })]);

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_was_saved_comes_back()
    {
        var weights = randn(2, 3);
        _checkpoints.Save(7, Checkpoint(weights));
        var (file, read) = Newest()!.Value;
        Assert.Equal(_folder["step-000000007.safetensors"], file);
        Assert.Equal(TensorBytes.Of(weights), TensorBytes.Of(read.Part("network")["w"]));
        Assert.Equivalent(Position, read.Position, strict: true);
        Assert.Empty(_notices);
    }

    [Fact]
    public void An_empty_folder_has_none() => Assert.Null(Newest());

    [Fact]
    public void Cut_at_any_byte_the_newest_gives_way_to_the_one_before()
    {
        _checkpoints.Save(1, Checkpoint(randn(2, 3)));
        _checkpoints.Save(2, Checkpoint(randn(2, 3)));
        var newest = _checkpoints.Last!;
        var whole = File.ReadAllBytes(newest);
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(newest, whole[..length]);
            _notices.Clear();
            using var scope = NewDisposeScope();
            Assert.Equal(_folder["step-000000001.safetensors"], Newest()!.Value.File);
            AssertOneSentence(Assert.Single(_notices));
        }
    }

    [Theory]
    [InlineData("", "is not a checkpoint of a training")]
    [InlineData("hodsl_checkpoint=1 position={}", "is a checkpoint of form 1, and this version of HoDsl reads form 2")]
    [InlineData("hodsl_checkpoint=2 position={}", "is a checkpoint of another run")]
    [InlineData("hodsl_checkpoint=2 position={} run=other", "is a checkpoint of another run")]
    [InlineData("hodsl_checkpoint=2 run=this_run position={}", "does not say where its training stands")]
    [InlineData("hodsl_checkpoint=2 run=this_run position=null", "does not say where its training stands")]
    [InlineData("hodsl_checkpoint=2 run=this_run position={", "does not say where its training stands")]
    public void A_foreign_or_older_file_is_told_in_one_sentence(string metadata, string words)
    {
        var entries = metadata.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(entry => entry.Split('=')).ToDictionary(entry => entry[0], entry => entry[1]);
        Safetensors.Write(_folder["step-000000001.safetensors"], new Dictionary<string, Tensor> { ["w"] = randn(2) }, entries);
        var fault = Assert.Throws<UserException>(() => Newest());
        Assert.Contains(words, Assert.Single(_notices));
        AssertOneSentence(_notices[0]);
        Assert.Equal($"None of the checkpoints in {_folder.Path} can be used: train anew, in another folder.", fault.Message);
    }

    [Fact]
    public void One_that_cannot_be_used_is_set_aside_and_does_not_count_as_the_newest()
    {
        foreach (var step in (int[])[1, 2]) _checkpoints.Save(step, Checkpoint(randn(2, 3)));
        File.WriteAllText(_folder["step-000000099.safetensors"], "foreign");
        Assert.Equal(_folder["step-000000002.safetensors"], Newest()!.Value.File);
        Assert.Equal(_folder["step-000000002.safetensors"], _checkpoints.Last);
        _checkpoints.Save(3, Checkpoint(randn(2, 3)));
        Assert.Equal(
            ["step-000000002.safetensors", "step-000000003.safetensors", "step-000000099.safetensors.unusable"],
            Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Assert.Equal("foreign", File.ReadAllText(_folder["step-000000099.safetensors.unusable"]));
    }

    [Fact]
    public void Where_none_can_be_used_all_stay()
    {
        File.WriteAllText(_folder["step-000000001.safetensors"], "foreign");
        Assert.Throws<UserException>(() => Newest());
        Assert.Throws<UserException>(() => Newest());
        Assert.Equal([_folder["step-000000001.safetensors"]], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void What_a_killed_writer_left_behind_is_cleared_away()
    {
        File.WriteAllText(_folder["step-000000001.safetensors.4711.tmp"], "half a check");
        Assert.Null(Newest());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    private (string File, Checkpoint Checkpoint)? Newest() => _checkpoints.Newest(_notices.Add, (_, _) => { });

    private static Checkpoint Checkpoint(Tensor weights) => new(Position, new Dictionary<string, Tensor> { ["network.w"] = weights });

    private void AssertOneSentence(string message)
    {
        Assert.StartsWith(_folder.Path, message);
        Assert.EndsWith(".", message);
        Assert.DoesNotContain('\n', message);
    }
}
