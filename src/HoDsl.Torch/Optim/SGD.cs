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
    /// <remarks>A step is one operator for all parameters.</remarks>
    public partial class SGD : OptimizerHelper
    {
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
            Take(parameters, new Options
            {
                LearningRate = lr,
                momentum = momentum,
                dampening = dampening,
                weight_decay = weight_decay,
                nesterov = nesterov,
                maximize = maximize,
            });
        }

        private protected override OptimizerState NewState(Parameter parameter, OptimizerOptions options) => new State(parameter);

        private protected override void Step(Modules.ParamGroup group)
        {
            var options = (Options)group.Options;
            var (parameters, gradients) = WithGradients(group);
            var learnt = parameters.Zip(gradients).ToLookup(pair => ((State)StateOf(pair.First)).momentum_buffer is null);
            // A first direction is the gradient, undamped.
            Descend([.. learnt[true]], options, dampening: 0);
            Descend([.. learnt[false]], options, options.dampening!.Value);
        }

        private void Descend((Parameter Parameter, Tensor Gradient)[] learnt, Options options, double dampening)
        {
            if (learnt.Length == 0)
                return;
            var sign = options.maximize!.Value ? 1.0 : -1.0;
            var parameters = Array.ConvertAll(learnt, pair => pair.Parameter);
            Operators.Descend.Do(
                parameters, Array.ConvertAll(learnt, pair => pair.Gradient), Directions(parameters, options), sign * options.LearningRate!.Value,
                options.momentum!.Value, dampening, -sign * options.weight_decay!.Value, options.nesterov!.Value);
        }

        /// <summary>Where the directions of the steps stand, 0 before the first; or nothing where each step forgets the one before.</summary>
        private Tensor[] Directions(Parameter[] parameters, Options options) => options.momentum == 0 ? [] : Array.ConvertAll(parameters, parameter =>
        {
            var state = (State)StateOf(parameter);
            return state.momentum_buffer ??= zeros_like(parameter.detach()).DetachFromDisposeScope();
        });
    }
}
