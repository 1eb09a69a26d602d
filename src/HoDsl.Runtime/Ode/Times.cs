using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The times of a solution: of its beginning, and of the states that are asked for.</summary>
internal sealed class Times
{
    private readonly double[] _values;

    /// <summary>Times that are fixed.</summary>
    /// <param name="values">Two or more, rising or falling.</param>
    /// <exception cref="UserException">They are not.</exception>
    public Times(params double[] values) : this(values, $"({string.Join(", ", values.Select(time => FormattableString.Invariant($"{time:G6}")))})")
    {
    }

    private Times(double[] values, string text)
    {
        _values = values;
        var directions = values.Zip(values.Skip(1), (before, after) => after.CompareTo(before)).Distinct().ToList();
        if (!values.All(double.IsFinite) || directions is not [1 or -1])
            throw new UserException($"The times of a solution are two or more numbers in one dimension, each later than the one before, or each earlier; these are {text}.");
    }

    /// <summary>How many ways there are from one time to the next.</summary>
    public int Ways => _values.Length - 1;

    /// <summary>A time, by its place.</summary>
    public double this[int place] => _values[place];

    /// <summary>Reads times.</summary>
    /// <param name="times">Two or more, in one dimension, rising or falling.</param>
    /// <exception cref="UserException">They are not.</exception>
    public static Times Of(Tensor times)
    {
        using var scope = NewDisposeScope();
        return times.ndim == 1
            ? new(times.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray())
            : new([], $"of shape ({string.Join(", ", times.shape)})");
    }
}
