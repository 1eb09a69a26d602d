using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Modules one after another, named 0, 1, 2, ...</summary>
            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules) => new(modules);

            /// <summary>Modules one after another, each with a name.</summary>
            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules) => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules one after another.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor>[] steps;

        internal Sequential(nn.Module<Tensor, Tensor>[] modules)
            : this([.. modules.Select((module, i) => (i.ToString(), module))])
        {
        }

        internal Sequential((string Name, nn.Module<Tensor, Tensor> Module)[] modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
                register_module(name, module);
            steps = [.. modules.Select(entry => entry.Module)];
        }

        /// <summary>How many modules there are.</summary>
        public int Count => steps.Length;

        /// <summary>The module at a place.</summary>
        [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor)
        {
            if (Count == 0)
                return tensor.alias();
            var current = tensor;
            foreach (var step in steps)
            {
                var next = step.call(current);
                if (current != (object)tensor && current != (object)next)
                    current.Dispose();
                current = next;
            }

            return current;
        }
    }
}
