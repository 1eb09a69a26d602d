namespace HoDsl.Runtime.Data.Formats;

/// <summary>A way in which folders hold a set of images for training and one for testing.</summary>
internal abstract class DataFormat
{
    /// <summary>What a folder of this format holds, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a folder holds anything of this format, complete or not.</summary>
    public abstract bool Recognises(string folder);

    /// <summary>Reads a folder.</summary>
    /// <param name="name">What the data set is called.</param>
    /// <param name="folder">The folder, which this format recognises.</param>
    /// <param name="classes">The names of the classes, or null where the folder or the format gives them.</param>
    /// <param name="remedy">What to do if a file is missing or broken, as the end of a sentence.</param>
    /// <exception cref="UserException">A file is missing, broken or does not fit the others.</exception>
    public abstract DataSet Read(string name, string folder, IReadOnlyList<string>? classes, string remedy);
}
