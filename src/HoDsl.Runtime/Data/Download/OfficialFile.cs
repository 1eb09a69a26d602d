using System.Security.Cryptography;
using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>A file as its authors published it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Md5">Its MD5 sum in hexadecimal; null where none was published but that of the archive that holds it.</param>
internal sealed record OfficialFile(string Name, long Length, string? Md5 = null)
{
    /// <summary>The MD5 sum of some bytes, in hexadecimal.</summary>
    public static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    /// <summary>Where a folder holds it, as it is or packed by gzip; null where it does not.</summary>
    public string? PathIn(string folder) => new[] { Name, Name + ".gz" }.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>Whether a folder holds the file, intact as far as can be told.</summary>
    /// <exception cref="UserException">It is there and cannot be read.</exception>
    public bool IsIn(string folder) => PathIn(folder) is { } path && IsIn(DataFile.Read(path, "take an intact copy").Bytes);

    private bool IsIn(byte[] content) => content.Length == Length && (Md5 is null || Md5Of(content) == Md5);
}
