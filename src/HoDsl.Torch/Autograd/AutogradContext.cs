using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class autograd
    {
        /// <summary>What a function's forward pass keeps for its backward pass.</summary>
        public class AutogradContext
        {
            private readonly Dictionary<string, object?> data = [];

            internal AutogradContext()
            {
            }

            /// <summary>Whether a missing gradient of an output is handed over as zeros.</summary>
            public bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Saved { get; private set; } = [];

            internal nint Node { get; set; }

            /// <summary>Keeps tensors, inputs and outputs among them, until the backward pass has run. It may be called once, in the forward pass.</summary>
            public void save_for_backward(List<Tensor> tensors) => Saved = tensors;

            /// <summary>In the backward pass: the tensors that were saved.</summary>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">One was changed in place since, or an earlier backward pass freed them.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                var handles = new nint[Saved.Count];
                fixed (nint* first = handles)
                    NativeMethods.Check(NativeMethods.hodsl_saved_variables(Node, first));
                return [.. handles.Select(Tensor.OrNull).OfType<Tensor>()];
            }

            /// <summary>Keeps what is no tensor, under a name.</summary>
            public void save_data(string key, object? value) => data[key] = value;

            /// <summary>What was kept under a name, or null.</summary>
            public object? get_data(string key) => data.GetValueOrDefault(key);

            /// <summary>Sets whether a missing gradient of an output is handed over as zeros, as it is at first.</summary>
            public void set_materialize_grads(bool value) => MaterializeGrads = value;
        }
    }
}
