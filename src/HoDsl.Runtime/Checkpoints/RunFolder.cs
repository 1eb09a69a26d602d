using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HoDsl.Runtime.Training;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>
/// The folder of one training run: <c>run.json</c>, <c>metrics.jsonl</c>, <c>model.safetensors</c>, <c>best.safetensors</c>,
/// <c>checkpoints</c>, and TensorBoard's event files.
/// </summary>
public sealed class RunFolder
{
    // Runs of the same description come to the same, bit for bit, so that the description is what tells one from another.
    private readonly string _identity;

    private RunFolder(string path, RunDescription description, byte[] written) =>
        (Path, Description, _identity) = (path, description, Convert.ToHexStringLower(SHA256.HashData(written)));

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>What the run is.</summary>
    public RunDescription Description { get; }

    /// <summary>The file of the weights as they are after the last epoch tested, or where the training was stopped.</summary>
    public string Weights => In(Path, "model.safetensors");

    /// <summary>The file of the weights as they were after the epoch of the greatest test accuracy.</summary>
    public string BestWeights => In(Path, "best.safetensors");

    /// <summary>Whether something was learnt: a run that only begins has its description and no more.</summary>
    internal bool HasResults => File.Exists(MetricsFile) || File.Exists(Weights);

    internal CheckpointFolder Checkpoints => new(In(Path, "checkpoints"), _identity);

    private string MetricsFile => In(Path, "metrics.jsonl");

    /// <summary>Begins a run in a folder, which is made where it does not exist.</summary>
    /// <exception cref="UserException">The folder cannot be written, or holds a run already.</exception>
    public static RunFolder Create(string path, RunDescription description) => TryCreate(path, description)
        ?? throw new UserException($"{path} already holds a run; choose another folder, go on with it (--resume {path}), or delete it.");

    /// <summary>Begins a run in a folder of its own: the one of this name or, where that holds a run, the first without one of name-2, name-3 and so on.</summary>
    /// <exception cref="UserException">The folder cannot be written.</exception>
    public static RunFolder CreateNumbered(string path, RunDescription description)
    {
        var run = TryCreate(path, description);
        for (var number = 2; run is null; number++) run = TryCreate($"{path}-{number}", description);
        return run;
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <exception cref="UserException">There is no run, or its description is broken.</exception>
    public static RunFolder Open(string path)
    {
        var file = DescriptionFile(path);
        try
        {
            var written = File.ReadAllBytes(file);
            var description = JsonSerializer.Deserialize(written, JsonForms.Default.RunDescription) ?? throw new JsonException("it is empty");
            return new RunFolder(path, description, written);
        }
        catch (JsonException fault)
        {
            throw new UserException($"{file} does not describe a run: {JsonForms.Reason(fault)}", fault);
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UserException($"{path} is not the folder of a run: it has no run.json.", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw FileFaults.Unreadable(file, fault);
        }
    }

    /// <summary>Opens the folder of a run, or begins one there: a program that is started again goes on.</summary>
    /// <exception cref="UserException">The folder cannot be written, or its description is broken.</exception>
    public static RunFolder OpenOrCreate(string path, RunDescription description) =>
        File.Exists(DescriptionFile(path)) ? Open(path) : Create(path, description);

    /// <summary>Keeps other processes from training the same run, until what is returned is disposed or the process ends.</summary>
    /// <exception cref="UserException">Another process trains it, or the folder cannot be written.</exception>
    public IDisposable Hold()
    {
        var held = TryHold(Path) ?? throw new UserException($"Another process trains the run in {Path}: wait for it to end, or stop it.");
        AtomicFile.Tidy(Path);
        return held;
    }

    /// <summary>Saves the network's weights in place of those saved before.</summary>
    /// <param name="network">The network, its tested weights in place.</param>
    /// <param name="best">Whether no earlier epoch's were better.</param>
    /// <exception cref="UserException">A file cannot be written; the weights saved before stay.</exception>
    public void Save(Module network, bool best = false)
    {
        NetworkWeights.Save(Weights, network);
        if (best) NetworkWeights.Save(BestWeights, network);
    }

    /// <summary>The metrics of the epochs done; a last line that was cut is left out.</summary>
    /// <exception cref="UserException">The file cannot be read, or a line of it is no metrics.</exception>
    public IReadOnlyList<EpochMetrics> Metrics()
    {
        if (!File.Exists(MetricsFile)) return [];
        var lines = FileFaults.Reading(MetricsFile, () => File.ReadAllText(MetricsFile)).Split('\n')[..^1];
        try
        {
            return [.. lines.Select(line => JsonSerializer.Deserialize(line, JsonLines.Default.EpochMetrics) ?? throw new JsonException("a line is empty"))];
        }
        catch (JsonException fault)
        {
            throw new UserException($"{MetricsFile} does not hold the metrics of epochs: {JsonForms.Reason(fault)}", fault);
        }
    }

    /// <summary>Adds the line of an epoch to <c>metrics.jsonl</c>.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Append(EpochMetrics metrics) => FileFaults.Writing(MetricsFile, () => File.AppendAllText(MetricsFile, Line(metrics)));

    /// <summary>Has <c>metrics.jsonl</c> hold these epochs: what a run that was killed wrote after its last checkpoint is written again.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    internal void Rewrite(IEnumerable<EpochMetrics> metrics) =>
        AtomicFile.Write(MetricsFile, stream => stream.Write(Encoding.UTF8.GetBytes(string.Concat(metrics.Select(Line)))));

    // Null where the folder holds a run already, be it one that another process begins at this moment.
    private static RunFolder? TryCreate(string path, RunDescription description)
    {
        var file = DescriptionFile(path);
        if (File.Exists(file)) return null;
        FileFaults.Writing(path, () => Directory.CreateDirectory(path));
        using var held = TryHold(path);
        if (held is null || File.Exists(file)) return null;
        var written = JsonSerializer.SerializeToUtf8Bytes(description, JsonForms.Default.RunDescription);
        AtomicFile.Write(file, stream => stream.Write(written));
        return new RunFolder(path, description, written);
    }

    // Null where another process holds the folder.
    private static FileStream? TryHold(string path)
    {
        var file = In(path, "run.lock");
        return FileFaults.Writing(file, () =>
        {
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.None);
            }
            catch (IOException fault) when (FileFaults.IsHeld(fault))
            {
                return null;
            }
        });
    }

    private static string Line(EpochMetrics metrics) => JsonSerializer.Serialize(metrics, JsonLines.Default.EpochMetrics) + "\n";

    private static string DescriptionFile(string path) => In(path, "run.json");

    private static string In(string folder, string name) => System.IO.Path.Combine(folder, name);
}
