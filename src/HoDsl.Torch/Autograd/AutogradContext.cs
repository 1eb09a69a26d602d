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

            // The node whose backward pass runs on this thread: several may go through one graph at a time.
            [ThreadStatic]
            private static (AutogradContext? Context, nint Node) running;

            // What the graph holds once the function is recorded.
            private int savedCount;

            internal AutogradContext()
            {
            }

            /// <summary>Whether a missing gradient of an output is handed over as zeros.</summary>
            internal bool MaterializeGrads { get; private set; } = true;

            internal List<Tensor> Saved { get; private set; } = [];

            /// <summary>Keeps tensors, inputs and outputs among them, until the backward pass has run. It may be called once, in the forward pass.</summary>
            public void save_for_backward(List<Tensor> tensors) => Saved = tensors;

            /// <summary>In the backward pass: the tensors that were saved; elsewhere none.</summary>
            /// <exception cref="System.Runtime.InteropServices.ExternalException">One was changed in place since, or an earlier backward pass freed them.</exception>
            public unsafe List<Tensor> get_saved_variables()
            {
                if (running.Context != this)
                    return [];
                var handles = new nint[savedCount];
                fixed (nint* first = handles)
                    NativeMethods.Check(NativeMethods.hodsl_saved_variables(running.Node, first));
                return [.. handles.Select(handle => Tensor.OrNull(handle)!)];
            }

            /// <summary>The graph keeps what is saved; the tensors themselves may go.</summary>
            internal void HandOver() => (savedCount, Saved) = (Saved.Count, []);

            /// <summary>Runs a backward pass for a node of the graph.</summary>
            internal T Within<T>(nint ofNode, Func<T> pass)
            {
                var outer = running;
                running = (this, ofNode);
                try
                {
                    return pass();
                }
                finally
                {
                    running = outer;
                }
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
