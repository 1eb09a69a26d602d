using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch defines it.</summary>
            /// <param name="parameters">What is learned.</param>
            /// <param name="lr">The length of a step where gradients are steady.</param>
            /// <param name="beta1">The part of the running mean of gradients that goes on in the next step.</param>
            /// <param name="beta2">The part of the running mean of their squares that goes on in the next step.</param>
            /// <param name="eps">What is added to the root of the mean square.</param>
            /// <param name="weight_decay">The part of a parameter that a step takes away, divided by the learning rate.</param>
            /// <param name="amsgrad">Whether the greatest mean square so far counts instead of the last.</param>
            /// <param name="maximize">Whether the loss is to grow.</param>
            public static Modules.AdamW AdamW(IEnumerable<Modules.Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);

            /// <summary>AdamW over groups of parameters, each with options of its own where it states them.</summary>
            /// <inheritdoc cref="AdamW(IEnumerable{Modules.Parameter}, double, double, double, double, double, bool, bool)"/>
            public static Modules.AdamW AdamW(IEnumerable<Modules.AdamW.ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false) =>
                new(parameters, lr, beta1, beta2, eps, weight_decay, amsgrad, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019), as PyTorch defines it.</summary>
    /// <remarks>A step is a few operators on lists of tensors, not a few on each tensor.</remarks>
    public partial class AdamW : OptimizerHelper
    {
        /// <inheritdoc cref="optim.AdamW(IEnumerable{Parameter}, double, double, double, double, double, bool, bool)"/>
        public AdamW(IEnumerable<Parameter> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters, Options = new Options() }], lr, beta1, beta2, eps, weight_decay, amsgrad, maximize)
        {
        }

        /// <inheritdoc cref="optim.AdamW(IEnumerable{ParamGroup}, double, double, double, double, double, bool, bool)"/>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public AdamW(IEnumerable<ParamGroup> parameters, double lr = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double eps = 1e-8, double weight_decay = 0, bool amsgrad = false, bool maximize = false)
        {
            Require(lr >= 0, "learning rate", lr);
            Require(beta1 is >= 0 and < 1, "beta1", beta1);
            Require(beta2 is >= 0 and < 1, "beta2", beta2);
            Require(eps >= 0, "eps", eps);
            Require(weight_decay >= 0, "weight decay", weight_decay);
            Take(parameters, new Options
            {
                LearningRate = lr,
                beta1 = beta1,
                beta2 = beta2,
                eps = eps,
                weight_decay = weight_decay,
                amsgrad = amsgrad,
                maximize = maximize,
            });
        }

        private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) =>
            new State(parameter, ((Options)options).amsgrad!.Value);

        private protected override void Step(Modules.ParamGroup group)
        {
            var (parameters, gradients) = WithGradients(group);
            foreach (var parameter in parameters)
                StateOf(parameter).step++;
            // Parameters that got their first gradients at different steps have different corrections.
            foreach (var together in parameters.Zip(gradients).GroupBy(pair => StateOf(pair.First).step))
            {
                foreach (var portion in Portions(together))
                    Step([.. portion.Select(pair => pair.First)], [.. portion.Select(pair => pair.Second)], together.Key, (Options)group.Options);
            }
        }

        /// <summary>Some parameters at a time: an operator on a list that makes another one takes the memory of all of them.</summary>
        private static IEnumerable<List<(Parameter First, Tensor Second)>> Portions(IEnumerable<(Parameter First, Tensor Second)> all)
        {
            const long Most = 1 << 22;
            var (portion, elements) = (new List<(Parameter, Tensor)>(), 0L);
            foreach (var pair in all)
            {
                if (portion.Count > 0 && elements + pair.First.numel() > Most)
                {
                    yield return portion;
                    (portion, elements) = ([], 0);
                }

                portion.Add(pair);
                elements += pair.First.numel();
            }

            yield return portion;
        }

        private new State StateOf(Parameter parameter) => (State)base.StateOf(parameter);

        /// <summary>The step of parameters that have had as many: with means m of gradients and v of squares, x -= lr (m' / (sqrt(v') + eps) + decay x).</summary>
        private void Step(Parameter[] parameters, Tensor[] gradients, long count, Options options)
        {
            var (beta1, beta2) = (options.beta1!.Value, options.beta2!.Value);
            var rate = options.LearningRate!.Value;
            var states = Array.ConvertAll(parameters, StateOf);
            var means = Array.ConvertAll(states, state => state.exp_avg);
            var squares = Array.ConvertAll(states, state => state.exp_avg_sq);
            var sign = options.maximize!.Value ? -1.0 : 1.0;

            Operators.ForeachMul_.Do(parameters, 1 - (rate * options.weight_decay!.Value));
            Operators.ForeachMul_.Do(means, beta1);
            Operators.ForeachAdd_.Do(means, gradients, sign * (1 - beta1));
            Operators.ForeachMul_.Do(squares, beta2);
            Operators.ForeachAddcmul_.Do(squares, gradients, gradients, 1 - beta2);
            if (options.amsgrad!.Value)
                squares = Array.ConvertAll(states, state => state.GreatestSquare());

            using var scope = NewDisposeScope();
            // The means begin at 0; divided by 1 - beta^count they are unbiased.
            var roots = Operators.ForeachSqrt.CallList(squares);
            Operators.ForeachDiv_.Do(roots, Math.Sqrt(1 - Math.Pow(beta2, count)));
            Operators.ForeachAddScalar_.Do(roots, options.eps!.Value);
            Operators.ForeachAddcdiv_.Do(parameters, means, roots, -rate / (1 - Math.Pow(beta1, count)));
        }
    }
}
