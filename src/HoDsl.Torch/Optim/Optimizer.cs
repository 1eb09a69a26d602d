using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Optimizers: what changes parameters by their gradients.</summary>
    public static partial class optim
    {
        /// <summary>A group of parameters that has a learning rate.</summary>
        public interface ILearningRateController
        {
            /// <summary>The learning rate of the next step.</summary>
            double LearningRate { get; set; }

            /// <summary>The learning rate that schedules start from.</summary>
            double InitialLearningRate { get; set; }
        }

        /// <summary>Changes parameters by their gradients.</summary>
        public abstract class Optimizer : IDisposable
        {
            private protected Optimizer()
            {
            }

            private protected List<ParamGroup> Groups { get; } = [];

            /// <summary>The groups of parameters, each with a learning rate of its own.</summary>
            public virtual IEnumerable<ILearningRateController> ParamGroups => Groups;

            /// <summary>All parameters.</summary>
            public virtual IEnumerable<Parameter> parameters() => Groups.SelectMany(group => group.Parameters);

            /// <summary>Sets the gradients of all parameters to zero.</summary>
            public virtual void zero_grad()
            {
                foreach (var parameter in parameters())
                {
                    using var gradient = parameter.grad;
                    gradient?.zero_();
                }
            }

            /// <summary>Changes the parameters once.</summary>
            /// <param name="closure">Computes the loss and its gradients, where that is not done yet.</param>
            /// <returns>The closure's loss, or null without one.</returns>
            public virtual Tensor? step(Func<Tensor>? closure = null)
            {
                // Before the step's own scope: what the closure makes and keeps is its caller's.
                Tensor? loss = null;
                if (closure is not null)
                {
                    using var gradients = enable_grad();
                    loss = closure();
                }

                using var withoutGradients = no_grad();
                using var scope = NewDisposeScope();
                foreach (var group in Groups)
                    Step(group);
                return loss;
            }

            /// <summary>Disposes what the optimizer keeps for each parameter.</summary>
            public void Dispose() => ReleaseStates();

            private protected abstract void Step(ParamGroup group);

            private protected abstract void ReleaseStates();

            /// <summary>What an optimizer keeps from step to step: of groups and of parameters, each in their order.</summary>
            public class StateDictionary
            {
                internal StateDictionary()
                {
                }

                /// <summary>The options of each group.</summary>
                public List<OptimizerOptions> Options { get; } = [];

                /// <summary>The state of each parameter.</summary>
                public List<OptimizerState> State { get; } = [];
            }
        }
    }
}
