using System.Diagnostics;

namespace HoDsl.Cli.Tests;

/// <summary>Nothing is lost: a run that is killed again and again, at moments drawn at random, ends as one that never was.</summary>
public sealed class KillTests : IDisposable
{
    private const int Kills = 30;
    private const int LongestLifeMilliseconds = 400;
    private const int KilledCode = 128 + 9;

    private readonly ImageFolder _images = new(training: 48, test: 8);

    public void Dispose() => _images.Dispose();

    [Fact]
    public void Killed_at_thirty_random_moments_a_run_ends_with_the_same_weights()
    {
        var whole = _images["whole"];
        Assert.Equal(0, Hodsl.Run(Begin(whole)).Code);
        var random = new Random(1);
        var kills = 0;
        // A run that comes to its end before all kills are spent is compared, and another one takes the rest.
        for (var round = 0; kills < Kills; round++)
        {
            var run = _images[$"run{round}"];
            while (!Survives(run, kills < Kills ? random.Next(LongestLifeMilliseconds) : null, fromTheStart: kills % 6 == 5)) kills++;
            foreach (var file in (string[])["model.safetensors", "best.safetensors"])
                Assert.Equal(File.ReadAllBytes(Path.Combine(whole, file)), File.ReadAllBytes(Path.Combine(run, file)));
            Assert.Equal(Accuracies(whole), Accuracies(run));
            Assert.Empty(Directory.EnumerateFiles(run, "*.tmp", SearchOption.AllDirectories));
        }
    }

    // A checkpoint after every step: most of the time goes into writing, so most of the kills fall into it.
    private string[] Begin(string run) =>
    [
        "train", "--data", _images.Path, "--layers", "10", "--width", "2", "--batch", "8", "--precision", "fp32", "--lr", "0.01", "--epochs", "40",
        "--checkpoint-every", "1", "--ema", "0.9", "--mixup", "0.5", "--augment", "crop+flip", "--out", run,
    ];

    /// <summary>Begins the run or goes on with it, kills it after a while, and says whether it came to its end before.</summary>
    private bool Survives(string run, int? milliseconds, bool fromTheStart)
    {
        var begun = File.Exists(Path.Combine(run, "run.json"));
        using var process = Hodsl.Start(begun ? ["train", "--resume", run] : Begin(run));
        var errors = process.StandardError.ReadToEndAsync();
        // What comes before the training is the same each time: most lifetimes begin when it is over.
        if (!fromTheStart) ReadUntilTraining(process);
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(milliseconds ?? Timeout.Infinite)) process.Kill();
        process.WaitForExit();
        var killed = process.ExitCode == KilledCode;
        Assert.True(killed || process.ExitCode == 0, $"{output.Result}{errors.Result}");
        return !killed;
    }

    private static void ReadUntilTraining(Process process)
    {
        while (process.StandardOutput.ReadLine() is { } line && !line.Contains("train loss"))
        {
        }
    }

    private static IEnumerable<string> Accuracies(string run) => File.ReadLines(Path.Combine(run, "metrics.jsonl"))
        .Select(line => line[..line.IndexOf(",\"seconds\"", StringComparison.Ordinal)]);
}
