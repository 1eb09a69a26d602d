namespace HoDsl.Torch;

/// <summary>Undoes something once, when it is disposed.</summary>
internal sealed class Undo(Action undo) : IDisposable
{
    private Action? undo = undo;

    /// <summary>Nothing to undo.</summary>
    public static IDisposable Nothing { get; } = new Undo(() => { });

    public void Dispose() => Interlocked.Exchange(ref undo, null)?.Invoke();
}
