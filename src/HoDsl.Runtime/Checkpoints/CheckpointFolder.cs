using System.Globalization;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>The checkpoints of a run: one file each, named by its step; the newest two are kept.</summary>
/// <param name="path">The folder.</param>
/// <param name="run">Which run it is of.</param>
internal sealed class CheckpointFolder(string path, string run)
{
    private const int Kept = 2;
    private const string Pattern = "step-*.safetensors", Aside = ".unusable";

    /// <summary>The newest file, whether usable or not, or null.</summary>
    public string? Last => Files().FirstOrDefault();

    /// <summary>Writes a checkpoint beside those there are, and then deletes all but the newest two.</summary>
    /// <param name="step">How many steps are done.</param>
    /// <param name="checkpoint">The checkpoint.</param>
    /// <exception cref="UserException">It cannot be written; those there are stay.</exception>
    public void Save(long step, Checkpoint checkpoint)
    {
        FileFaults.Writing(path, () => Directory.CreateDirectory(path));
        checkpoint.Save(System.IO.Path.Combine(path, $"step-{step.ToString("D9", CultureInfo.InvariantCulture)}.safetensors"), run);
        foreach (var old in Files().Skip(Kept)) FileFaults.Writing(old, () => File.Delete(old));
    }

    /// <summary>The newest checkpoint that can be used, or null where there is no checkpoint at all. Newer ones that cannot be used are set aside.</summary>
    /// <param name="notice">Told of each that cannot be used.</param>
    /// <param name="fits">Throws a <see cref="UserException"/> where the checkpoint in a file is of another training.</param>
    /// <exception cref="UserException">There are checkpoints, but none can be used.</exception>
    public (string File, Checkpoint Checkpoint)? Newest(Action<string> notice, Action<string, Checkpoint> fits)
    {
        if (Directory.Exists(path)) AtomicFile.Tidy(path);
        UserException? fault = null;
        var unusable = new List<string>();
        foreach (var file in Files())
        {
            if (TryLoad(file, fits, out var checkpoint) is { } told)
            {
                fault = told;
                unusable.Add(file);
                notice(told.Message);
                continue;
            }

            unusable.ForEach(SetAside);
            return (file, checkpoint!);
        }

        return fault is null ? null : throw new UserException($"None of the checkpoints in {path} can be used: train anew, in another folder.", fault);
    }

    private UserException? TryLoad(string file, Action<string, Checkpoint> fits, out Checkpoint? checkpoint)
    {
        checkpoint = null;
        try
        {
            checkpoint = Checkpoint.Load(file, run);
            fits(file, checkpoint);
            return null;
        }
        catch (UserException told)
        {
            return told;
        }
    }

    // It would count as the newest, and have the others deleted before it.
    private static void SetAside(string file) => FileFaults.Writing(file, () => File.Move(file, file + Aside, overwrite: true));

    // The names have as many digits: their order is that of the steps.
    private IEnumerable<string> Files() => Directory.Exists(path)
        ? Directory.GetFiles(path, Pattern).OrderDescending(StringComparer.Ordinal)
        : [];
}
