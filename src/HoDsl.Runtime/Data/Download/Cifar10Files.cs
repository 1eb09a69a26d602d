using System.Security.Cryptography;
using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>The six official files of CIFAR-10's binary version and their checksums.</summary>
internal static class Cifar10Files
{
    /// <summary>The file names with the MD5 sums of the official archive's files.</summary>
    public static IReadOnlyList<(string Name, string Md5)> Official { get; } =
    [
        (Cifar10Format.TrainingFiles[0], "5dd7e06a14cb22eb9f671a540d1b7c25"),
        (Cifar10Format.TrainingFiles[1], "5ea93a67294ea407fff1d09f752e9692"),
        (Cifar10Format.TrainingFiles[2], "942cd6a4bcdd0dd3c604fbe906cb4421"),
        (Cifar10Format.TrainingFiles[3], "ae636b3ba5c66a11e91e8cb52e771fcb"),
        (Cifar10Format.TrainingFiles[4], "53f37980c15c3d472c316c40844f3f0d"),
        (Cifar10Format.TestFile, "803d5f7f4d78ea53de84dbe85f74fb6d"),
    ];

    /// <summary>The MD5 sum of some bytes, in hexadecimal.</summary>
    public static string Md5Of(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));

    /// <summary>Whether a folder holds all six files, intact.</summary>
    public static bool AreIn(string folder) => Official.All(file =>
        Path.Combine(folder, file.Name) is var path && File.Exists(path) && Md5Of(File.ReadAllBytes(path)) == file.Md5);
}
