namespace HoDsl.Generator.Networks;

/// <summary>How many numbers training holds of what layers give out, for one image.</summary>
/// <param name="Always">What waits from the forward pass until the backward pass needs it.</param>
/// <param name="AtATime">What the backward pass computes once more, and holds until it has gone through that part.</param>
public readonly record struct Held(long Always, long AtATime)
{
    /// <summary>All of it.</summary>
    public long Sum => checked(Always + AtATime);

    /// <summary>One after the other: one part at a time is computed once more.</summary>
    public static Held operator +(Held left, Held right) => new(checked(left.Always + right.Always), Math.Max(left.AtATime, right.AtATime));
}
