namespace HoDsl.Runtime.Data;

/// <summary>A small generator of random numbers whose draws depend on its seed alone, on every machine and thread.</summary>
/// <remarks>Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.</remarks>
/// <param name="state">The seed.</param>
public struct SplitMix64(ulong state)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    private ulong _state = state;

    /// <summary>The generator that belongs to a seed and a place, such as an epoch and an image: generators of different places are unrelated.</summary>
    public static SplitMix64 At(long seed, long major, long minor) =>
        new(Mix(Mix(Mix((ulong)seed + GoldenGamma) + (ulong)major + GoldenGamma) + (ulong)minor + GoldenGamma));

    /// <summary>The next 64 random bits.</summary>
    public ulong Next() => Mix(_state += GoldenGamma);

    /// <summary>A whole number from 0 to below the bound, each equally likely.</summary>
    /// <remarks>The high half of a product instead of a remainder: Lemire, "Fast random integer generation in an interval", 2019.</remarks>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        var rejected = (0UL - (ulong)bound) % (ulong)bound;
        ulong high, low;
        do
            high = Math.BigMul(Next(), (ulong)bound, out low);
        while (low < rejected);
        return (int)high;
    }

    /// <summary>A number from 0 to below 1, a multiple of 2^-53, each equally likely.</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The numbers from 0 to below the count in random order, every order equally likely.</summary>
    public int[] Permutation(int count)
    {
        var order = Enumerable.Range(0, count).ToArray();
        for (var left = count; left > 1; left--)
        {
            var drawn = Below(left);
            (order[drawn], order[left - 1]) = (order[left - 1], order[drawn]);
        }
        return order;
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
