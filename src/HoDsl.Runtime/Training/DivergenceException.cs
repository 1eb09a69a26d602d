using System.Globalization;

namespace HoDsl.Runtime.Training;

/// <summary>A training diverged: its loss, that of a test, or a weight, is no longer a finite number.</summary>
/// <param name="step">After how many steps.</param>
/// <param name="losses">The losses of the last steps, the latest last.</param>
/// <param name="learningRate">The learning rate that was asked for, before a schedule made it another.</param>
/// <param name="checkpoint">The last checkpoint from before, where there is one.</param>
/// <param name="judged">The loss of the test or validation, where that is what is not finite.</param>
public sealed class DivergenceException(long step, IReadOnlyList<double> losses, double learningRate, string? checkpoint, (string By, double Loss)? judged = null)
    : UserException(Describe(step, losses, learningRate, checkpoint, judged))
{
    /// <summary>After how many steps.</summary>
    public long Step => step;

    /// <summary>The losses of the last steps, the latest last.</summary>
    public IReadOnlyList<double> Losses => losses;

    /// <summary>The last checkpoint from before, where there is one.</summary>
    public string? Checkpoint => checkpoint;

    private static string Describe(long step, IReadOnlyList<double> losses, double learningRate, string? checkpoint, (string By, double Loss)? judged) => losses.Count == 0
        ? "The network has weights that are no finite numbers before the first step: mend how they are made."
        : string.Create(
            CultureInfo.InvariantCulture,
            $"The training diverged at step {step}, the last losses being {string.Join(", ", losses.Select(Short))}{Judged(judged)}; {Good(checkpoint)}train with a learning rate below {learningRate:G4}, with a warm-up or with clipped gradients.");

    private static string Short(double loss) => loss.ToString("G4", CultureInfo.InvariantCulture);

    private static string Judged((string By, double Loss)? judged) => judged is var (by, loss) ? $", and {Short(loss)} in the {by}" : "";

    private static string Good(string? checkpoint) => checkpoint is null ? "" : $"the last good checkpoint is {checkpoint}; ";
}
