using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Integer square roots.</summary>
public static class IntegerRoot
{
    // Their root is below 2^50, where doubles tell halves apart.
    private const int FirstBits = 100;

    /// <summary>The largest integer whose square is at most n; n is not negative.</summary>
    public static BigInteger Floor(BigInteger n)
    {
        if (n < 2)
            return n;

        // Newton's iteration from above falls until it reaches the root. It begins with the root of the first digits, as far as a double tells it.
        var shift = Math.Max(0, BitLength(n) - FirstBits + 1) / 2;
        var x = (BigInteger)(Math.Sqrt((double)(n >> 2 * shift)) + 2) << shift;
        while (true)
        {
            var next = (x + n / x) >> 1;
            if (next >= x)
                return x;
            x = next;
        }
    }

    /// <summary>The number of binary digits of |n|.</summary>
    public static int BitLength(BigInteger n)
    {
        var bytes = BigInteger.Abs(n).ToByteArray();
        var top = bytes.Length - 1;
        while (top > 0 && bytes[top] == 0)
            top--;
        var bits = 0;
        for (int b = bytes[top]; b != 0; b >>= 1)
            bits++;
        return top * 8 + bits;
    }
}
