using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data;

/// <summary>A data set that goes by a name.</summary>
public sealed class KnownDataSet
{
    private readonly DataFormat _format;

    internal KnownDataSet(string name, string title, string remedy, DataFormat format) =>
        (Name, Title, Remedy, _format) = (name, title, remedy, format);

    /// <summary>The name by which <see cref="DataSets.Load"/> and the command line call it.</summary>
    public string Name { get; }

    /// <summary>What it is, in a few words.</summary>
    public string Title { get; }

    /// <summary>What to do if it is missing or broken, as the end of a sentence.</summary>
    public string Remedy { get; }

    /// <summary>The folders in which it may lie, in the order in which they are looked into.</summary>
    public IReadOnlyList<string> Folders => [Path.Combine(DataSets.Root, Name), .. SystemFolders];

    /// <summary>Where a package of the system installs it.</summary>
    internal IReadOnlyList<string> SystemFolders { get; init; } = [];

    /// <summary>The names of its classes, where its format does not give them.</summary>
    internal IReadOnlyList<string>? Classes { get; init; }

    /// <summary>The folder in which it lies, complete or not, or null if it is nowhere.</summary>
    public string? Find() => Folders.FirstOrDefault(_format.Recognises);

    /// <summary>Reads it.</summary>
    /// <exception cref="UserException">It is missing or broken.</exception>
    public DataSet Load()
    {
        var folder = Find() ?? throw new UserException(
            $"The data set {Name} ({Title}) is not on this machine (looked in {string.Join(" and ", Folders)}): {Remedy}.");
        return _format.Read(new(Name, folder, Remedy, Classes));
    }
}
