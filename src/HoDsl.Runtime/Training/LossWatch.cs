namespace HoDsl.Runtime.Training;

/// <summary>Remembers the losses of the last steps, and ends a training that has diverged.</summary>
/// <param name="options">Whether it does end it, and the learning rate that was asked for.</param>
/// <param name="judgedBy">What the test is called in the message: there it may be a validation.</param>
/// <param name="checkpoint">Finds the last checkpoint, for the message.</param>
internal sealed class LossWatch(TrainingOptions options, string judgedBy, Func<string?> checkpoint)
{
    private const int Remembered = 10;

    private readonly Queue<double> _losses = new();

    /// <summary>The losses of the last steps, the latest last.</summary>
    public IReadOnlyList<double> Losses => [.. _losses];

    /// <summary>Takes the losses from before a stop.</summary>
    public void Restore(IEnumerable<double> losses)
    {
        foreach (var loss in losses) Remember(loss);
    }

    /// <summary>Takes the loss of a step.</summary>
    /// <exception cref="DivergenceException">It is no finite number, and that ends the training.</exception>
    public void Add(double loss, long step)
    {
        Remember(loss);
        if (!double.IsFinite(loss)) Spoilt(step);
    }

    /// <summary>Takes the loss of the test after a step: batch norm normalises a test by other numbers than a step, and may fail there alone.</summary>
    /// <exception cref="DivergenceException">It is no finite number, and that ends the training.</exception>
    public void AddTest(double loss, long step)
    {
        if (!double.IsFinite(loss)) Spoilt(step, (judgedBy, loss));
    }

    /// <summary>Takes note that a loss or the weights are no longer finite.</summary>
    /// <exception cref="DivergenceException">That ends the training.</exception>
    public void Spoilt(long step, (string By, double Loss)? judged = null)
    {
        if (options.OnDivergence == DivergencePolicy.Stop) throw new DivergenceException(step, Losses, options.LearningRate, checkpoint(), judged);
    }

    private void Remember(double loss)
    {
        if (_losses.Count == Remembered) _losses.Dequeue();
        _losses.Enqueue(loss);
    }
}
