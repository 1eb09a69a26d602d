using System.Text.Json;
using HoDsl.Runtime.Training;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>The folder of one training run: <c>run.json</c>, <c>metrics.jsonl</c> and <c>model.safetensors</c>.</summary>
public sealed class RunFolder
{
    private RunFolder(string path, RunDescription description) => (Path, Description) = (path, description);

    /// <summary>Where the folder is.</summary>
    public string Path { get; }

    /// <summary>What the run is.</summary>
    public RunDescription Description { get; }

    /// <summary>The file of the weights.</summary>
    public string Weights => In(Path, "model.safetensors");

    private string Metrics => In(Path, "metrics.jsonl");

    /// <summary>Begins a run in a folder, which is made where it does not exist.</summary>
    /// <exception cref="UserException">The folder cannot be written, or holds a run already.</exception>
    public static RunFolder Create(string path, RunDescription description)
    {
        var file = DescriptionFile(path);
        if (File.Exists(file)) throw new UserException($"{path} already holds a run; choose another folder, or delete that one.");
        Try(path, () => Directory.CreateDirectory(path));
        AtomicFile.Write(file, stream => JsonSerializer.Serialize(stream, description, JsonForms.Default.RunDescription));
        return new RunFolder(path, description);
    }

    /// <summary>Opens the folder of a run.</summary>
    /// <exception cref="UserException">There is no run, or its description is broken.</exception>
    public static RunFolder Open(string path)
    {
        var file = DescriptionFile(path);
        try
        {
            using var stream = File.OpenRead(file);
            var description = JsonSerializer.Deserialize(stream, JsonForms.Default.RunDescription) ?? throw new JsonException("it is empty");
            return new RunFolder(path, description);
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
            throw new UserException($"Cannot read {file}: {FileFaults.Reason(fault)}", fault);
        }
    }

    /// <summary>Saves the network's weights in place of those saved before.</summary>
    /// <exception cref="UserException">The file cannot be written; the weights saved before stay.</exception>
    public void Save(Module network) => NetworkWeights.Save(Weights, network);

    /// <summary>Adds the line of an epoch to <c>metrics.jsonl</c>.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    public void Append(EpochMetrics metrics)
    {
        var line = JsonSerializer.Serialize(metrics, JsonLines.Default.EpochMetrics);
        Try(Metrics, () => File.AppendAllText(Metrics, line + "\n"));
    }

    private static string DescriptionFile(string path) => In(path, "run.json");

    private static string In(string folder, string name) => System.IO.Path.Combine(folder, name);

    private static void Try(string path, Action write)
    {
        try
        {
            write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Cannot write {path}: {FileFaults.Reason(fault)}", fault);
        }
    }
}
