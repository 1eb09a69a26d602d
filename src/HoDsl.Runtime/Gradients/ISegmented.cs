namespace HoDsl.Runtime.Gradients;

/// <summary>A module that consists of segments.</summary>
internal interface ISegmented
{
    /// <summary>The segments of which each may be recomputed or not.</summary>
    IEnumerable<Segment> Segments { get; }

    /// <summary>Whether every block is computed, whatever chance decides: so that a rehearsal takes as much memory as any step may.</summary>
    bool DropsNothing { set; }
}
