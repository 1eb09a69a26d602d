using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>What AdamW keeps for a parameter.</summary>
    public sealed class State : OptimizerState, IDisposable
    {
        /// <summary>How many steps the parameter has made.</summary>
        public long step;

        /// <summary>The running mean of gradients.</summary>
        public Tensor exp_avg;

        /// <summary>The running mean of their squares.</summary>
        public Tensor exp_avg_sq;

        /// <summary>The greatest running mean of squares so far, for AMSGrad; null without it.</summary>
        public Tensor? max_exp_avg_sq;

        internal State(Parameter parameter, bool amsgrad)
            : base(parameter)
        {
            exp_avg = Zeros();
            exp_avg_sq = Zeros();
            max_exp_avg_sq = amsgrad ? Zeros() : null;
        }

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerState source)
        {
            var state = (State)source;
            step = state.step;
            Overwrite(exp_avg, state.exp_avg);
            Overwrite(exp_avg_sq, state.exp_avg_sq);
            Copy(ref max_exp_avg_sq, state.max_exp_avg_sq);
        }

        /// <summary>Releases the means.</summary>
        public void Dispose()
        {
            exp_avg.Dispose();
            exp_avg_sq.Dispose();
            max_exp_avg_sq?.Dispose();
        }

        /// <summary>Brings the greatest mean of squares up to the last one, and gives it.</summary>
        internal Tensor GreatestSquare()
        {
            max_exp_avg_sq ??= Zeros();
            using var greatest = Operators.Maximum.Call(max_exp_avg_sq, exp_avg_sq);
            return max_exp_avg_sq.copy_(greatest);
        }
    }
}
