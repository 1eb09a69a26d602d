namespace HoDsl.Torch;

/// <summary>Work on a device that can be done again: see <see cref="ITorchExtras.Capture"/>.</summary>
public interface IGraph : IDisposable
{
    /// <summary>Does the work again, on the same tensors.</summary>
    void Replay();
}
