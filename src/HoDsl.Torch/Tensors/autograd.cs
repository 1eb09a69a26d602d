using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Backward passes.</summary>
    public static partial class autograd
    {
        /// <summary>Adds to the leaves' gradients the derivatives of a tensor.</summary>
        public static void backward(Tensor tensor, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null) =>
            backward([tensor], grad_tensors, retain_graph, create_graph, inputs);

        /// <summary>Adds to the leaves' gradients the derivatives of the sum of tensors.</summary>
        /// <param name="tensors">What is differentiated.</param>
        /// <param name="grad_tensors">The gradient of each of the tensors; may be left out for single numbers.</param>
        /// <param name="retain_graph">Keeps the graph, so that another backward pass can follow; as `create_graph` where left out.</param>
        /// <param name="create_graph">Records the backward pass itself.</param>
        /// <param name="inputs">The tensors that receive gradients; all leaves where left out.</param>
        public static unsafe void backward(IList<Tensor> tensors, IList<Tensor>? grad_tensors = null, bool? retain_graph = null, bool create_graph = false, IList<Tensor>? inputs = null)
        {
            using HeldList roots = new(tensors, "backward: tensor"), gradients = new(grad_tensors, "backward: gradient"), receivers = new(inputs, "backward: input");
            fixed (nint* from = roots.Handles, with = gradients.Handles, to = receivers.Handles)
            {
                NativeMethods.Check(NativeMethods.hodsl_backward(
                    from, roots.Count, with, gradients.Count, to, receivers.Count, (retain_graph ?? create_graph) ? 1 : 0, create_graph ? 1 : 0));
            }
        }

        /// <summary>The derivatives of the sum of outputs by inputs, which gather no gradients by it.</summary>
        /// <param name="outputs">What is differentiated.</param>
        /// <param name="inputs">By what it is differentiated.</param>
        /// <param name="grad_outputs">The gradient of each of the outputs; may be left out for single numbers.</param>
        /// <param name="retain_graph">Keeps the graph, so that another backward pass can follow.</param>
        /// <param name="create_graph">Records the backward pass itself.</param>
        /// <param name="allow_unused">Allows inputs that the outputs do not depend on: their derivative is null.</param>
        public static unsafe IList<Tensor> grad(IList<Tensor> outputs, IList<Tensor> inputs, IList<Tensor>? grad_outputs = null, bool retain_graph = false, bool create_graph = false, bool allow_unused = false)
        {
            using HeldList roots = new(outputs, "grad: output"), gradients = new(grad_outputs, "grad: gradient"), receivers = new(inputs, "grad: input");
            var results = new nint[receivers.Count];
            fixed (nint* from = roots.Handles, with = gradients.Handles, to = receivers.Handles, derivatives = results)
            {
                NativeMethods.Check(NativeMethods.hodsl_gradients(
                    from, roots.Count, with, gradients.Count, to, receivers.Count,
                    retain_graph ? 1 : 0, create_graph ? 1 : 0, allow_unused ? 1 : 0, derivatives));
            }
            return Array.ConvertAll(results, Tensor.OrNull)!;
        }
    }
}
