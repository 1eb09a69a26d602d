using System.Diagnostics.CodeAnalysis;
using HoDsl.Torch.Autograd;
using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>A function with a backward pass of its own. <typeparamref name="T"/> is the class that defines it.</summary>
        [SuppressMessage("Design", "CA1000", Justification = "TorchSharp's signature.")]
        public abstract class Function<T>
            where T : Function<T>, new()
        {
            private static readonly T Instance = new();

            /// <summary>A function.</summary>
            protected Function()
            {
            }

            /// <summary>What the function calls itself, in errors.</summary>
            public abstract string Name { get; }

            private protected abstract List<Tensor> Forward(AutogradContext ctx, object?[] vars);

            private protected abstract List<Tensor?> Backward(AutogradContext ctx, List<Tensor?> gradients);

            /// <summary>Computes, and records the function in the graph if a gradient is asked for: see the classes that derive from this one.</summary>
            public static List<Tensor> apply_internal(params object?[] vars)
            {
                var context = new AutogradContext();
                List<Tensor> outputs;
                using (no_grad())
                    outputs = Instance.Forward(context, vars);
                if (!is_grad_enabled() || !vars.OfType<Tensor>().Any(input => input.requires_grad))
                    return outputs;
                return Record(context, vars, outputs);
            }

            private static unsafe List<Tensor> Record(AutogradContext context, object?[] vars, List<Tensor> outputs)
            {
                var inputs = vars.OfType<Tensor>().ToList();
                var isTensor = Array.ConvertAll(vars, variable => variable is Tensor);
                var results = new nint[outputs.Count];
                using HeldList given = new(inputs, $"{Instance.Name}: input"), made = new(outputs, $"{Instance.Name}: output"), remembered = new(context.Saved, $"{Instance.Name}: saved tensor");
                // Behind all that may throw: who has recorded it frees it.
                var backward = ManagedBackward.Of((node, gradients) => Run(context, node, gradients, isTensor), context.MaterializeGrads);
                fixed (nint* from = given.Handles, to = made.Handles, kept = remembered.Handles, recorded = results)
                    NativeMethods.Check(NativeMethods.hodsl_record_function(&backward, from, given.Count, to, made.Count, kept, remembered.Count, recorded));
                context.HandOver();
                foreach (var output in outputs.Except(inputs, ReferenceEqualityComparer.Instance).OfType<Tensor>())
                    output.Dispose();
                return [.. results.Select(handle => new Tensor(handle))];
            }

            private static List<Tensor?> Run(AutogradContext context, nint node, List<Tensor?> gradients, bool[] isTensor)
            {
                var received = context.Within(node, () => Instance.Backward(context, gradients));
                if (received.Count < isTensor.Length || received.Skip(isTensor.Length).Any(gradient => gradient is not null))
                    throw new NotImplementedException($"{Instance.Name} has {isTensor.Length} inputs, but its backward pass gave {received.Count} gradients: give one for each, null for none.");
                if (received.Take(isTensor.Length).Where((gradient, i) => gradient is not null && !isTensor[i]).Any())
                    throw new NotImplementedException($"The backward pass of {Instance.Name} gave a gradient for an input that is no tensor: give null for it.");
                return [.. received.Take(isTensor.Length).Where((_, i) => isTensor[i])];
            }
        }

        /// <summary>A function of tensors, and of what else it takes, that gives tensors. Call <see cref="apply"/>.</summary>
        [SuppressMessage("Design", "CA1000", Justification = "TorchSharp's signature.")]
        public abstract class MultiTensorFunction<T> : Function<T>
            where T : MultiTensorFunction<T>, new()
        {
            /// <summary>A function.</summary>
            protected MultiTensorFunction()
            {
            }

            /// <summary>Computes the outputs. No operator in it is recorded.</summary>
            /// <param name="ctx">Keeps what the backward pass will need.</param>
            /// <param name="vars">What the function is applied to. The tensors among it may receive gradients; those within lists and objects do not.</param>
            public abstract List<Tensor> forward(AutogradContext ctx, params object?[] vars);

            /// <summary>Computes a gradient for each of the inputs: null for none, and for what is no tensor.</summary>
            /// <param name="ctx">What the forward pass kept.</param>
            /// <param name="grad_outputs">The gradients of the outputs.</param>
            public abstract List<Tensor?> backward(AutogradContext ctx, List<Tensor?> grad_outputs);

            /// <summary>Computes the outputs, as a part of the graph where a gradient is asked for.</summary>
            public static List<Tensor> apply(params object?[] vars) => apply_internal(vars);

            private protected sealed override List<Tensor> Forward(AutogradContext ctx, object?[] vars) => forward(ctx, vars);

            private protected sealed override List<Tensor?> Backward(AutogradContext ctx, List<Tensor?> gradients) => backward(ctx, gradients);
        }
    }
}
