using System.Security.Cryptography;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Runtime.Data.Download;

/// <summary>A file as its authors published it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Md5">Its MD5 sum in hexadecimal; null where none was published but that of the archive that holds it.</param>
internal sealed record OfficialFile(string Name, long Length, string? Md5 = null)
{
    /// <summary>The MD5 sum of some bytes, in hexadecimal.</summary>
    public static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    /// <summary>Whether a folder holds the file, intact as far as can be told.</summary>
    public bool IsIn(string folder) =>
        new FileInfo(Path.Combine(folder, Name)) is { Exists: true } file && file.Length == Length && (Md5 is null || Md5Of(FileFaults.Reading(file.FullName, () => File.ReadAllBytes(file.FullName))) == Md5);
}
