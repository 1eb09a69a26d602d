namespace HoDsl.Torch;

/// <summary>Work that is done again by asking for each of its operators again.</summary>
internal sealed class RepeatedWork : IGraph
{
    private readonly Action work;

    /// <summary>Does the work once.</summary>
    public RepeatedWork(Action work)
    {
        this.work = work;
        work();
    }

    /// <inheritdoc/>
    public void Replay() => work();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
