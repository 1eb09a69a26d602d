namespace HoDsl.Runtime.Data.Formats;

/// <summary>A way in which folders hold a set of images for training and one for testing.</summary>
internal abstract class DataFormat
{
    /// <summary>What a folder of this format holds, for messages.</summary>
    public abstract string Description { get; }

    /// <summary>Whether a folder holds anything of this format, complete or not.</summary>
    public abstract bool Recognises(string folder);

    /// <summary>Reads a folder, which this format recognises.</summary>
    /// <exception cref="UserException">A file is missing, broken or does not fit the others.</exception>
    public abstract DataSet Read(DataPlace place);
}
