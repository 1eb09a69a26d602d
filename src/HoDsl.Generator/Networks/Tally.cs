using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Follows the shape through layers and counts what they cost.</summary>
/// <remarks>Sizes of windows as PyTorch has them: (size + 2 padding - window) / stride + 1, rounded down.</remarks>
internal sealed class Tally(Shape shape)
{
    private Cost _cost;

    /// <summary>The shape that the last layer gives.</summary>
    public Shape Shape { get; private set; } = shape;

    /// <summary>What all layers cost.</summary>
    public Cost Cost => _cost;

    /// <summary>A convolution with a square window, padded by half of it unless said otherwise.</summary>
    public Tally Conv(int window, int channels, int stride = 1, int? padding = null, int groups = 1, bool hasBias = false)
    {
        RequireMap();
        Require(Shape.Channels % groups == 0 && channels % groups == 0, $"{Quantity.Of(groups, "group")} do not divide {Shape.Channels} and {channels} channels evenly");
        var next = Slid(window, stride, padding ?? window / 2) with { Channels = channels };
        var weights = checked((long)window * window * (Shape.Channels / groups) * channels);
        return Add(next, weights + (hasBias ? channels : 0), checked(weights * next.Pixels));
    }

    /// <summary>A scale and a shift for each channel.</summary>
    public Tally Norm() => Add(Shape, 2L * Shape.Channels);

    /// <summary>A function of each number.</summary>
    public Tally Function() => Add(Shape);

    /// <summary>A function of each number, in training; inference hands them on.</summary>
    public Tally Dropout() => Add(new Cost(0, 0, Shape.Size, 0));

    /// <summary>The maximum or mean of each window.</summary>
    public Tally Pool(int window, int stride, int padding = 0)
    {
        RequireMap();
        Require(2 * padding <= window, $"its padding of {padding} is more than half of its {window}x{window} window");
        return Add(Slid(window, stride, padding));
    }

    /// <summary>The mean of each channel.</summary>
    public Tally GlobalAverage()
    {
        RequireMap();
        return Add(Shape.Flat(Shape.Channels));
    }

    /// <summary>All numbers in a row.</summary>
    public Tally Flatten()
    {
        RequireMap();
        Require(Shape.Size <= int.MaxValue, $"{Shape.Size} features are too many");
        Shape = Shape.Flat((int)Shape.Size);
        return this;
    }

    /// <summary>A linear map of features.</summary>
    public Tally Linear(int features, bool hasBias = true)
    {
        Require(Shape.IsFlat, "it takes features in a row; put 'global-average' or 'flatten' before it");
        var weights = (long)Shape.Channels * features;
        return Add(Shape.Flat(features), weights + (hasBias ? features : 0), weights);
    }

    /// <summary>A number for each number of the shape, learnt and added.</summary>
    public Tally Offsets() => Add(Shape, Shape.Size);

    /// <summary>Multiplies something of this shape; gives another shape.</summary>
    public Tally Add(Shape next, long parameters = 0, long multiplyAdds = 0)
    {
        _cost += new Cost(parameters, multiplyAdds, next.Size, checked(Shape.Size + next.Size));
        Shape = next;
        return this;
    }

    /// <summary>Goes on with another shape: what was computed aside is joined, or something is left out.</summary>
    public Tally Become(Shape next)
    {
        Shape = next;
        return this;
    }

    /// <summary>Adds what was counted aside.</summary>
    public Tally Add(Cost cost)
    {
        _cost += cost;
        return this;
    }

    /// <summary>Refuses a shape that does not fit.</summary>
    /// <exception cref="ShapeException">The condition does not hold.</exception>
    public void Require(bool condition, string reason)
    {
        if (!condition)
            throw new ShapeException(reason);
    }

    /// <summary>Refuses features in a row.</summary>
    /// <exception cref="ShapeException">They are no map.</exception>
    public Tally RequireMap()
    {
        Require(!Shape.IsFlat, "it takes a map, and features in a row are no map any more");
        return this;
    }

    private Shape Slid(int window, int stride, int padding)
    {
        var (height, width) = checked((Shape.Height + 2 * padding - window, Shape.Width + 2 * padding - window));
        Require(height >= 0 && width >= 0, $"its {window}x{window} window is larger than the map");
        return Shape with { Height = height / stride + 1, Width = width / stride + 1 };
    }
}

/// <summary>A layer cannot take the shape that reaches it.</summary>
internal sealed class ShapeException(string reason) : Exception(reason)
{
    /// <summary>The same as the fault of a word.</summary>
    public Fault At(Word word, Shape from) => new(Rules.ShapeMismatch, word.Span, word.Text, from, Message);
}
