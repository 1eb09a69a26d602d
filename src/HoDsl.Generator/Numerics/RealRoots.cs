using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Positive roots of polynomials, isolated exactly: by bisection, with Descartes' rule of signs in every interval.</summary>
/// <remarks>Source: Collins, Akritas, Polynomial real root isolation using Descartes' rule of signs, SYMSAC 1976.</remarks>
internal static class RealRoots
{
    private const int Precision = 64;

    /// <summary>The smallest positive root, to 64 binary digits; null where there is none.</summary>
    /// <param name="p">A polynomial without multiple roots and without the root 0.</param>
    public static Rational? SmallestPositive(Polynomial p)
    {
        var bound = 0;
        while (MayHaveRootsFromOne(p.Stretched(bound)))
            bound++;
        return Search(new(p.Stretched(bound), BigInteger.Zero, 0)) is { } root ? root * (BigInteger.One << bound) : null;
    }

    // Descartes' rule; it says no as soon as 1 lies beyond the real parts of all roots.
    private static bool MayHaveRootsFromOne(Polynomial p) => p.SignAtOne == 0 || p.Shifted().SignChanges > 0;

    private static Rational? Search(Interval interval)
    {
        // The left halves whose ends and right neighbours are still to be searched.
        var pending = new Stack<Interval>();
        while (true)
        {
            switch (interval.MostRoots)
            {
                case 0 when pending.Count == 0:
                    return null;
                case 0 when pending.Peek().HasRootAtEnd:
                    return pending.Peek().End;
                case 0:
                    interval = pending.Pop().Next;
                    break;
                case 1:
                    return Refine(interval);
                default:
                    interval = interval.LeftHalf;
                    pending.Push(interval);
                    break;
            }
        }
    }

    // The root is looked for where a straight line between the ends is 0, in a part of the interval that gives as many digits as the last
    // time twice over: near a root every polynomial is almost straight.
    private static Rational Refine(Interval interval)
    {
        // Within the interval the root lies between low and low + 1, in units of 2^-bits; left and right are about the values at these two.
        var (low, bits, gain) = (BigInteger.Zero, 0, 1);
        var (left, right) = (interval.Local.AboutAt(BigInteger.Zero, 0), interval.Local.AboutAt(BigInteger.One, 0));
        while (IntegerRoot.BitLength((interval.Place << bits) + low) <= Precision)
        {
            var parts = BigInteger.One << gain;
            var part = BigInteger.Min((left << gain) / (left - right), parts - 1);
            var place = (low << gain) + part;
            // What lies at an end of the whole is known, and may be another root.
            var scale = gain * interval.Local.Degree;
            var begin = part.IsZero ? left << scale : interval.Local.AboutAt(place, bits + gain);
            var end = part == parts - 1 ? right << scale : interval.Local.AboutAt(place + 1, bits + gain);
            if (begin.IsZero)
                return interval.At(place, bits + gain);
            if (end.IsZero && part < parts - 1)
                return interval.At(place + 1, bits + gain);
            if (begin.Sign == left.Sign && end.Sign != left.Sign)
            {
                (low, bits, left, right) = (place, bits + gain, begin, end);
                gain *= 2;
            }
            else if (gain > 1)
            {
                gain /= 2;
            }
            else
            {
                // Of two halves it is the other one.
                (low, bits) = (2 * low + 1 - part, bits + 1);
                (left, right) = part.IsZero ? (end, right << scale) : (left << scale, begin);
            }
        }
        return interval.At(2 * low + 1, bits + 1);
    }

    /// <summary>The interval from place to place + 1, in units of 2^-depth, and the polynomial with this interval moved to that from 0 to 1.</summary>
    private readonly record struct Interval(Polynomial Local, BigInteger Place, int Depth)
    {
        public Interval LeftHalf => new(Local.Halved(), 2 * Place, Depth + 1);

        public Interval Next => new(Local.Shifted(), Place + 1, Depth);

        public Rational End => At(BigInteger.One, 0);

        public bool HasRootAtEnd => Local.SignAtOne == 0;

        /// <summary>The place within, in units of 2^-bits of the interval, as a number.</summary>
        public Rational At(BigInteger place, int bits) => new((Place << bits) + place, BigInteger.One << Depth + bits);

        /// <summary>No fewer than the roots within; the right number where it is 0 or 1.</summary>
        public int MostRoots => Local.Reversed.Shifted().SignChanges;
    }
}
