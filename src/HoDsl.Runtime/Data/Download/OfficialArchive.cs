using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Runtime.Data.Download;

/// <summary>An archive as its authors published it, in tar and gzip.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Md5">Its MD5 sum in hexadecimal.</param>
/// <param name="Page">The web page that offers it.</param>
/// <param name="Folder">The folder that it unpacks to.</param>
internal sealed record OfficialArchive(string Name, string Md5, string Page, string Folder)
{
    /// <summary>Makes sure that a file is the archive.</summary>
    /// <exception cref="UserException">It is not, or not all of it, or it cannot be read.</exception>
    public void Verify(string path)
    {
        var (found, length) = FileFaults.Reading(path, () => SumOf(path));
        if (found != Md5)
            throw new UserException($"{path} ({length} bytes) has the MD5 sum {found}, the official {Name} has {Md5}: download it again from {Page}.");
    }

    /// <summary>Unpacks files from the archive, in the order in which it holds them.</summary>
    public IEnumerable<(string Name, byte[] Content)> Unpack(string path, IReadOnlyCollection<string> names)
    {
        using var tar = new TarReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        while (tar.GetNextEntry() is { } entry)
        {
            if (names.FirstOrDefault(name => entry.Name == $"{Folder}/{name}") is not { } wanted || entry.DataStream is not { } stream)
                continue;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return (wanted, content);
        }
    }

    private static (string Md5, long Length) SumOf(string path)
    {
        using var archive = File.OpenRead(path);
        return (Convert.ToHexStringLower(MD5.HashData(archive)), archive.Length);
    }
}
