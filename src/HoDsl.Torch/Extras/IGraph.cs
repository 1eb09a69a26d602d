using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Work on a device that can be done again with other numbers: see <see cref="ITorchExtras.Capture"/>.</summary>
public interface IGraph : IDisposable
{
    /// <summary>What keeps the work from being recorded, as "reads the numbers of a tensor"; null where it is.</summary>
    string? Obstacle { get; }

    /// <summary>Does the work again.</summary>
    /// <param name="inputs">What it is done with this time. Where these have other shapes or layouts than those of the recording, each operator is asked for again.</param>
    /// <returns>What it makes of them. On a GPU the results are valid until the next replay.</returns>
    Tensor[] Replay(params Tensor[] inputs);
}
