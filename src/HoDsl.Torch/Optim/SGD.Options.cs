namespace TorchSharp.Modules;

public partial class SGD
{
    /// <summary>The options of SGD; null for the optimizer's own.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The part of a step's direction that goes on in the next.</summary>
        public double? momentum;

        /// <summary>The part of a gradient that does not enter the direction.</summary>
        public double? dampening;

        /// <summary>The weight of half the sum of the parameters' squares in the loss.</summary>
        public double? weight_decay;

        /// <summary>Whether the momentum is applied before the step.</summary>
        public bool? nesterov;

        /// <summary>Whether the loss is to grow.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            (momentum, dampening, weight_decay) = (options.momentum, options.dampening, options.weight_decay);
            (nesterov, maximize) = (options.nesterov, options.maximize);
        }

        internal override void FillIn(OptimizerOptions source)
        {
            base.FillIn(source);
            var defaults = (Options)source;
            momentum ??= defaults.momentum;
            dampening ??= defaults.dampening;
            weight_decay ??= defaults.weight_decay;
            nesterov ??= defaults.nesterov;
            maximize ??= defaults.maximize;
        }
    }
}
