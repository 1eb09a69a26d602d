namespace HoDsl.Runtime.Training;

/// <summary>Remembers the losses of the last steps, and ends a training that has diverged.</summary>
/// <param name="policy">Whether it does end it.</param>
/// <param name="checkpoint">Finds the last checkpoint, for the message.</param>
internal sealed class LossWatch(DivergencePolicy policy, Func<string?> checkpoint)
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
    public void Add(double loss, long step, double learningRate)
    {
        Remember(loss);
        if (!double.IsFinite(loss)) Spoilt(step, learningRate);
    }

    /// <summary>Takes note that the loss or the weights are no longer finite.</summary>
    /// <exception cref="DivergenceException">That ends the training.</exception>
    public void Spoilt(long step, double learningRate)
    {
        if (policy == DivergencePolicy.Stop) throw new DivergenceException(step, Losses, learningRate, checkpoint());
    }

    private void Remember(double loss)
    {
        if (_losses.Count == Remembered) _losses.Dequeue();
        _losses.Enqueue(loss);
    }
}
