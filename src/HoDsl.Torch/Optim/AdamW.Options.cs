namespace TorchSharp.Modules;

public partial class AdamW
{
    /// <summary>The options of AdamW; null for the optimizer's own.</summary>
    public class Options : OptimizerOptions
    {
        /// <summary>The part of the running mean of gradients that goes on in the next step.</summary>
        public double? beta1;

        /// <summary>The part of the running mean of squares that goes on in the next step.</summary>
        public double? beta2;

        /// <summary>The part of a parameter that a step takes away, divided by the learning rate.</summary>
        public double? weight_decay;

        /// <summary>What is added to the root of the mean square.</summary>
        public double? eps;

        /// <summary>Whether the greatest mean square so far counts instead of the last.</summary>
        public bool? amsgrad;

        /// <summary>Whether the loss is to grow.</summary>
        public bool? maximize;

        /// <inheritdoc/>
        public override void LoadStateDict(OptimizerOptions source)
        {
            base.LoadStateDict(source);
            var options = (Options)source;
            (beta1, beta2, eps, weight_decay) = (options.beta1, options.beta2, options.eps, options.weight_decay);
            (amsgrad, maximize) = (options.amsgrad, options.maximize);
        }

        internal override void FillIn(OptimizerOptions source)
        {
            base.FillIn(source);
            var defaults = (Options)source;
            beta1 ??= defaults.beta1;
            beta2 ??= defaults.beta2;
            eps ??= defaults.eps;
            weight_decay ??= defaults.weight_decay;
            amsgrad ??= defaults.amsgrad;
            maximize ??= defaults.maximize;
        }
    }
}
