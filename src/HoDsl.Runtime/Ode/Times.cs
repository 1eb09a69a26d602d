using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The times of a solution: of its beginning, and of the states that are asked for.</summary>
internal sealed class Times
{
    private readonly double[] _values;
    private readonly ScalarType _type;
    private readonly Device _device;

    /// <summary>Reads the times.</summary>
    /// <param name="times">Two or more, in one dimension, rising or falling.</param>
    /// <exception cref="UserException">They are not.</exception>
    public Times(Tensor times)
    {
        using var scope = NewDisposeScope();
        (_type, _device, AreLearnt) = (times.dtype, times.device, times.requires_grad);
        _values = times.ndim == 1 ? times.detach().cpu().to(ScalarType.Float64).contiguous().data<double>().ToArray() : [];
        var directions = _values.Zip(_values.Skip(1), (before, after) => after.CompareTo(before)).Distinct().ToList();
        if (!_values.All(double.IsFinite) || directions is not [1 or -1])
            throw new UserException($"The times of a solution are two or more numbers in one dimension, each later than the one before, or each earlier; these are {Text(times)}.");
    }

    /// <summary>Whether gradients are to reach the times.</summary>
    public bool AreLearnt { get; }

    /// <summary>How many ways there are from one time to the next.</summary>
    public int Ways => _values.Length - 1;

    /// <summary>A time, by its place.</summary>
    public double this[int place] => _values[place];

    /// <summary>The gradient of the times, as a tensor like theirs.</summary>
    public Tensor Gradient(double[] values) => tensor(values, dtype: ScalarType.Float64).to(_type, _device);

    private string Text(Tensor times) =>
        times.ndim == 1 ? $"({string.Join(", ", _values.Select(time => FormattableString.Invariant($"{time:G6}")))})" : $"of shape ({string.Join(", ", times.shape)})";
}
