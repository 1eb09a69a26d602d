using HoDsl.Torch;
using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Whether operators on the tensor are recorded for the backward pass.</summary>
        public bool requires_grad
        {
            get => Info.RequiresGrad != 0;
            set => requires_grad_(value);
        }

        /// <summary>Sets whether operators on the tensor are recorded for the backward pass.</summary>
        public Tensor requires_grad_(bool requires_grad = true)
        {
            using var self = new Held(this, "requires_grad_: argument 1");
            NativeMethods.Check(NativeMethods.hodsl_set_requires_grad(self, requires_grad ? 1 : 0));
            return this;
        }

        /// <summary>Whether no operator made the tensor, or none that was recorded: gradients gather in leaves.</summary>
        public bool is_leaf => Info.IsLeaf != 0;

        /// <summary>The gradient that backward passes have gathered, or null.</summary>
        public unsafe Tensor? grad
        {
            get
            {
                using var self = new Held(this, "grad: argument 1");
                nint gradient;
                NativeMethods.Check(NativeMethods.hodsl_grad(self, &gradient));
                return OrNull(gradient);
            }

            set
            {
                if (value is null)
                    GivenGradients.GivesUp(this);
                using var self = new Held(this, "grad: argument 1");
                using var gradient = new Held(value, "grad: argument 2");
                NativeMethods.Check(NativeMethods.hodsl_set_grad(self, gradient));
            }
        }

        /// <summary>Adds to the leaves' gradients the derivatives of this single number.</summary>
        public void backward() => autograd.backward(this, (IList<Tensor>?)null);

        /// <summary>Adds to the leaves' gradients the derivatives of this tensor.</summary>
        /// <param name="grad_tensors">The gradient of the tensor itself; may be left out for a single number.</param>
        /// <param name="retain_graph">Keeps the graph, so that another backward pass can follow.</param>
        /// <param name="create_graph">Records the backward pass itself.</param>
        /// <param name="inputs">The tensors that receive gradients; all leaves where left out.</param>
        public void backward(IList<Tensor>? grad_tensors = null, bool retain_graph = false, bool create_graph = false, IList<Tensor>? inputs = null) =>
            autograd.backward(this, grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>The same memory without its history.</summary>
        public Tensor detach() => Operators.Detach.Call(this);

        /// <summary>Takes the data, dtype and device of another tensor and stays the same tensor for everybody who holds it.</summary>
        internal void SetData(Tensor data)
        {
            using var self = new Held(this);
            using var source = new Held(data);
            NativeMethods.Check(NativeMethods.hodsl_set_data(self, source));
            RecordingState.Changed();
        }
    }
}
