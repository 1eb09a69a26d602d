using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class optim
        {
            /// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
            /// <param name="parameters">What is learned.</param>
            /// <param name="learningRate">How far a step goes along its direction.</param>
            /// <param name="momentum">The part of a step's direction that goes on in the next.</param>
            /// <param name="dampening">The part of a gradient that does not enter the direction.</param>
            /// <param name="weight_decay">The weight of half the sum of the parameters' squares in the loss.</param>
            /// <param name="nesterov">Whether the momentum is applied before the step (Nesterov).</param>
            /// <param name="maximize">Whether the loss is to grow.</param>
            public static Modules.SGD SGD(IEnumerable<Modules.Parameter> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            /// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
            /// <inheritdoc cref="SGD(IEnumerable{Modules.Parameter}, double, double, double, double, bool, bool)"/>
            public static Modules.SGD SGD(IEnumerable<(string name, Modules.Parameter parameter)> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters.Select(entry => entry.parameter), learningRate, momentum, dampening, weight_decay, nesterov, maximize);

            /// <summary>Stochastic gradient descent over groups of parameters, each with options of its own where it states them.</summary>
            /// <inheritdoc cref="SGD(IEnumerable{Modules.Parameter}, double, double, double, double, bool, bool)"/>
            public static Modules.SGD SGD(IEnumerable<Modules.SGD.ParamGroup> parameters, double learningRate, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false) =>
                new(parameters, learningRate, momentum, dampening, weight_decay, nesterov, maximize);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Stochastic gradient descent with momentum, as PyTorch defines it.</summary>
    /// <remarks>A step is a few operators on lists of tensors, not a few on each tensor.</remarks>
    public class SGD : OptimizerHelper
    {
        private readonly Options defaults;
        private readonly Dictionary<Parameter, Tensor> directions = new(ReferenceEqualityComparer.Instance);

        /// <inheritdoc cref="optim.SGD(IEnumerable{Parameter}, double, double, double, double, bool, bool)"/>
        public SGD(IEnumerable<Parameter> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
            : this([new ParamGroup { Parameters = parameters, Options = new Options() }], lr, momentum, dampening, weight_decay, nesterov, maximize)
        {
        }

        /// <inheritdoc cref="optim.SGD(IEnumerable{ParamGroup}, double, double, double, double, bool, bool)"/>
        /// <exception cref="ArgumentException">An option is out of range.</exception>
        public SGD(IEnumerable<ParamGroup> parameters, double lr, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
        {
            Require(lr >= 0, "learning rate", lr);
            Require(momentum >= 0, "momentum", momentum);
            Require(weight_decay >= 0, "weight decay", weight_decay);
            if (nesterov && (momentum <= 0 || dampening != 0))
                throw new ArgumentException("Nesterov momentum needs a momentum above 0 and no dampening.");
            defaults = new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            };
            foreach (var group in parameters)
                add_param_group(group);
        }

        /// <summary>The momentum of groups that state none.</summary>
        public double Momentum
        {
            get => defaults.momentum!.Value;
            set => defaults.momentum = value;
        }

        /// <summary>Adds a group of parameters; options that it leaves out are the optimizer's.</summary>
        public override void add_param_group(Modules.ParamGroup param_group)
        {
            param_group.Options ??= new Options();
            var options = (Options)param_group.Options;
            options.LearningRate ??= defaults.LearningRate;
            options.momentum ??= defaults.momentum;
            options.dampening ??= defaults.dampening;
            options.weight_decay ??= defaults.weight_decay;
            options.nesterov ??= defaults.nesterov;
            options.maximize ??= defaults.maximize;
            options.InitialLearningRate = options.LearningRate!.Value;
            param_group.Parameters = param_group.Parameters.ToArray();
            base.add_param_group(param_group);
        }

        /// <inheritdoc/>
        public override Tensor? step(Func<Tensor>? closure = null) => base.step(closure);

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (!disposing)
                return;
            foreach (var direction in directions.Values)
                direction.Dispose();
            directions.Clear();
        }

        private protected override void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var parameters = new List<Parameter>();
            var gradients = new List<Tensor>();
            foreach (var parameter in group.Parameters)
            {
                if (parameter.grad is not { } gradient)
                    continue;
                parameters.Add(parameter);
                gradients.Add(gradient);
            }

            if (parameters.Count > 0)
                Step([.. parameters], [.. gradients], options);
        }

        private void Step(Parameter[] parameters, Tensor[] gradients, Options options)
        {
            var sign = options.maximize!.Value ? 1.0 : -1.0;
            if (options.weight_decay != 0)
                gradients = Operators.ForeachAdd.CallList(gradients, parameters, -sign * options.weight_decay!.Value);
            if (options.momentum != 0)
            {
                var steps = Directions(parameters, gradients, options);
                gradients = options.nesterov!.Value ? Operators.ForeachAdd.CallList(gradients, steps, options.momentum!.Value) : steps;
            }

            Operators.ForeachAdd_.Do(parameters, gradients, sign * options.LearningRate!.Value);
        }

        /// <summary>The directions of the step: the last ones' momentum and the gradients. A first direction is the gradient.</summary>
        private Tensor[] Directions(Parameter[] parameters, Tensor[] gradients, Options options)
        {
            var seen = parameters.Select(directions.ContainsKey).ToArray();
            var known = Where(parameters, seen).Select(parameter => directions[parameter]).ToArray();
            if (known.Length > 0)
            {
                Operators.ForeachMul_.Do(known, options.momentum!.Value);
                Operators.ForeachAdd_.Do(known, Where(gradients, seen), 1 - options.dampening!.Value);
            }

            for (var i = 0; i < parameters.Length; i++)
            {
                if (!seen[i])
                    directions[parameters[i]] = gradients[i].clone().detach().DetachFromDisposeScope();
            }

            return Array.ConvertAll(parameters, parameter => directions[parameter]);
        }

        private static T[] Where<T>(T[] items, bool[] chosen) => items.Where((_, i) => chosen[i]).ToArray();

        private static void Require(bool holds, string option, double value)
        {
            if (!holds)
                throw new ArgumentException($"The {option} of SGD cannot be {value}.");
        }

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
        }

        /// <summary>Parameters that share the options of SGD.</summary>
        public class ParamGroup : ParamGroup<Options>, optim.IMomentum
        {
            /// <summary>An empty group.</summary>
            public ParamGroup()
            {
            }

            /// <summary>A group of parameters with options.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, Options options)
                : base(parameters, options)
            {
            }

            /// <summary>A group of parameters with options.</summary>
            public ParamGroup(IEnumerable<Parameter> parameters, double lr = 1e-3, double momentum = 0.0, double dampening = 0, double weight_decay = 0, bool nesterov = false, bool maximize = false)
                : base(parameters, new Options { LearningRate = lr, momentum = momentum, dampening = dampening, weight_decay = weight_decay, nesterov = nesterov, maximize = maximize })
            {
            }

            /// <inheritdoc/>
            public double Momentum
            {
                get => Options.momentum!.Value;
                set => Options.momentum = value;
            }
        }
    }
}
