using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>The integers modulo a prime of 31 bits, in which d has a root: an image of Z[sqrt d], where a question costs little.</summary>
internal sealed class PrimeField
{
    // The largest of the form 4 n + 3.
    private static readonly int[] Primes =
    [
        2147483647, 2147483587, 2147483579, 2147483563, 2147483543, 2147483423,
        2147483399, 2147483323, 2147483179, 2147483171, 2147483123, 2147483059,
    ];

    private readonly ulong _prime;
    private readonly BigInteger _root;

    private PrimeField(int prime, BigInteger root) => (_prime, _root) = ((ulong)prime, root);

    /// <summary>The image of a ring; null where d is a square modulo none of the primes at hand, which is so for one d in some thousands.</summary>
    /// <param name="radicand">The ring's d.</param>
    public static PrimeField? ImageOf(BigInteger radicand)
    {
        foreach (var prime in Primes)
        {
            // Modulo a prime p = 4 n + 3, the square root of a square d is d^(n+1).
            var root = BigInteger.ModPow(radicand, (prime + 1L) / 4, prime);
            if ((root * root - radicand) % prime == 0)
                return new(prime, root);
        }
        return null;
    }

    /// <summary>The image of a number.</summary>
    public ulong Of(QuadraticInteger number)
    {
        var residue = (number.X + number.Y * _root) % _prime;
        return (ulong)(residue.Sign < 0 ? residue + _prime : residue);
    }

    /// <summary>Whether two polynomials have no common divisor; their leading coefficients, which stand last, are not 0.</summary>
    public bool AreCoprime(List<ulong> a, List<ulong> b)
    {
        while (b.Count > 0)
            (a, b) = (b, Remainder(a, b));
        return a.Count == 1;
    }

    /// <summary>The rank of the first columns of some vectors.</summary>
    public int Rank(IEnumerable<ulong[]> vectors, int columns)
    {
        var byPivot = new ulong[columns][];
        foreach (var vector in vectors)
        {
            var rest = vector.Take(columns).ToArray();
            for (var column = 0; column < columns; column++)
            {
                if (rest[column] == 0)
                    continue;
                if (byPivot[column] is not { } row)
                {
                    var inverse = Power(rest[column], _prime - 2);
                    byPivot[column] = [.. rest.Select(entry => entry * inverse % _prime)];
                    break;
                }
                var factor = _prime - rest[column];
                for (var i = column; i < columns; i++)
                    rest[i] = (rest[i] + factor * row[i]) % _prime;
            }
        }
        return byPivot.Count(row => row is not null);
    }

    private List<ulong> Remainder(List<ulong> a, List<ulong> divisor)
    {
        var rest = a.ToList();
        var inverse = Power(divisor[divisor.Count - 1], _prime - 2);
        for (var shift = rest.Count - divisor.Count; shift >= 0; shift--)
        {
            var factor = _prime - rest[shift + divisor.Count - 1] * inverse % _prime;
            for (var i = 0; i < divisor.Count; i++)
                rest[shift + i] = (rest[shift + i] + factor * divisor[i]) % _prime;
        }
        while (rest.Count > 0 && rest[rest.Count - 1] == 0)
            rest.RemoveAt(rest.Count - 1);
        return rest;
    }

    private ulong Power(ulong value, ulong exponent)
    {
        var power = 1UL;
        for (; exponent > 0; exponent >>= 1)
        {
            power = exponent % 2 == 1 ? power * value % _prime : power;
            value = value * value % _prime;
        }
        return power;
    }
}
