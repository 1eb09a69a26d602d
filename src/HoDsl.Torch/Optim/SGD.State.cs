using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>What SGD keeps for a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>The direction of the last step; null before the first with momentum.</summary>
        public Tensor? momentum_buffer;

        /// <summary>The state before the first step.</summary>
        internal State(Parameter parameter)
            : base(parameter)
        {
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source) => Copy(ref momentum_buffer, ((State)source).momentum_buffer);

        /// <summary>Releases the direction.</summary>
        public void Dispose() => momentum_buffer?.Dispose();
    }
}
