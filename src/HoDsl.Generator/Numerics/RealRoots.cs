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

    private static Rational Refine(Interval interval)
    {
        var (low, bits) = (BigInteger.Zero, 0);
        while (true)
        {
            // Within the interval the root lies between low and low + 1, in units of 2^-bits.
            var middle = 2 * low + 1;
            bits++;
            var sign = interval.Local.SignAt(middle, bits);
            var place = (interval.Place << bits) + middle;
            if (sign == 0 || IntegerRoot.BitLength(place) > Precision)
                return new(place, BigInteger.One << (interval.Depth + bits));
            low = sign == interval.Local.SignNearZero ? middle : middle - 1;
        }
    }

    /// <summary>The interval from place to place + 1, in units of 2^-depth, and the polynomial with this interval moved to that from 0 to 1.</summary>
    private readonly record struct Interval(Polynomial Local, BigInteger Place, int Depth)
    {
        public Interval LeftHalf => new(Local.Halved(), 2 * Place, Depth + 1);

        public Interval Next => new(Local.Shifted(), Place + 1, Depth);

        public Rational End => new(Place + 1, BigInteger.One << Depth);

        public bool HasRootAtEnd => Local.SignAtOne == 0;

        /// <summary>No fewer than the roots within; the right number where it is 0 or 1.</summary>
        public int MostRoots => Local.Reversed.Shifted().SignChanges;
    }
}
