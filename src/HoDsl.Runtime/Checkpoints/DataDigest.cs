using System.Security.Cryptography;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>A short name for the content of a data set, by which a run finds out that its images are no longer the same.</summary>
internal static class DataDigest
{
    private const int Digits = 16;

    /// <summary>The first digits of the SHA-256 of all pixels and labels.</summary>
    public static string Of(DataSet data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var set in new[] { data.Training, data.Validation, data.Test }.OfType<ImageSet>())
        {
            hash.AppendData(set.Labels);
            for (var image = 0; image < set.Count; image++) hash.AppendData(set.Pixels(image));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }
}
