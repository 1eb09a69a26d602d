using System.Globalization;
using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training.Memory;

/// <summary>An amount of memory, written <c>512MiB</c>: a number and one of B, kB, MB, GB, KiB, MiB, GiB.</summary>
/// <param name="Bytes">How many bytes.</param>
[JsonConverter(typeof(MemorySizeJson))]
public sealed record MemorySize(long Bytes)
{
    private const long Mebibyte = 1 << 20;

    // From the largest: of two that end alike, the longer one is meant.
    private static readonly (string Word, long Bytes)[] Units =
        [("GiB", 1 << 30), ("MiB", Mebibyte), ("KiB", 1 << 10), ("GB", 1_000_000_000), ("MB", 1_000_000), ("kB", 1_000), ("B", 1)];

    /// <summary>The amount in whole MiB, rounded up.</summary>
    public static MemorySize InMebibytes(long bytes) => new((bytes + Mebibyte - 1) / Mebibyte * Mebibyte);

    /// <summary>Reads the written form, or gives null.</summary>
    public static MemorySize? TryParse(string text)
    {
        if (Array.Find(Units, unit => text.EndsWith(unit.Word, StringComparison.OrdinalIgnoreCase)) is not { Word: { } word, Bytes: var unit })
            return null;
        return decimal.TryParse(text[..^word.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= (decimal)long.MaxValue / unit && number * unit >= 1
            ? new((long)(number * unit))
            : null;
    }

    /// <summary>In the largest unit that leaves no rest.</summary>
    public override string ToString()
    {
        var (word, unit) = Units.First(unit => unit.Word is not ("GB" or "MB" or "kB") && Bytes % unit.Bytes == 0);
        return FormattableString.Invariant($"{Bytes / unit}{word}");
    }
}
