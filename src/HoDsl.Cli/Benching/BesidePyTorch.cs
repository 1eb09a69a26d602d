namespace HoDsl.Cli.Benching;

/// <summary>What was measured of a case beside PyTorch, in milliseconds a step.</summary>
/// <param name="Case">The case.</param>
/// <param name="PyTorch">PyTorch, term by term, in its best configuration.</param>
/// <param name="Convolutions">The convolutions of that step alone.</param>
/// <param name="Ours">The network here.</param>
internal sealed record BesidePyTorch(string Case, double PyTorch, double Convolutions, double Ours)
{
    /// <summary>How much of what is not convolution is gone: 0 is PyTorch, 1 the floor of its convolutions.</summary>
    public double ShareClosed => (PyTorch - Ours) / (PyTorch - Convolutions);
}
