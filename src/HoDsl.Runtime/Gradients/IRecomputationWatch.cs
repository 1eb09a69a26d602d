namespace HoDsl.Runtime.Gradients;

/// <summary>Is told when a backward pass reaches a segment that it computes once more.</summary>
internal interface IRecomputationWatch
{
    /// <summary>The segment is about to be computed once more.</summary>
    void Begins(Segment segment);

    /// <summary>It has been computed; now its backward pass begins.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="outputBytes">The bytes of what it gave, which the segment behind it holds, too.</param>
    void IsComputed(Segment segment, long outputBytes);
}
