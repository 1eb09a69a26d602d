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

            /// <summary>Modules one after another, named 0, 1, 2, ...</summary>
            public static Sequential Sequential(IEnumerable<Module<Tensor, Tensor>> modules) => new([.. modules]);

            /// <summary>Modules in a list, named 0, 1, 2, ...</summary>
            public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>Modules one after another.</summary>
    public class Sequential : nn.Module<Tensor, Tensor>
    {
        private readonly List<nn.IModule<Tensor, Tensor>> steps = [];

        internal Sequential(nn.Module<Tensor, Tensor>[] modules)
            : base(nameof(Sequential))
        {
            foreach (var module in modules)
                append(module);
        }

        internal Sequential((string Name, nn.Module<Tensor, Tensor> Module)[] modules)
            : base(nameof(Sequential))
        {
            foreach (var (name, module) in modules)
                append(name, module);
        }

        /// <summary>How many modules there are.</summary>
        public int Count => steps.Count;

        /// <summary>The module at a place.</summary>
        [System.Runtime.CompilerServices.IndexerName("SequentialItems")]
        public nn.IModule<Tensor, Tensor> this[int index] => steps[index];

        /// <summary>Adds a module at the end.</summary>
        public Sequential append(nn.IModule<Tensor, Tensor> module) => append(Count.ToString(), module);

        /// <summary>Adds a module at the end, under a name.</summary>
        public Sequential append(string name, nn.IModule<Tensor, Tensor> module)
        {
            register_module(name, (nn.Module)module);
            steps.Add(module);
            return this;
        }

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

    /// <summary>Modules in a list.</summary>
    /// <remarks>They are registered, as 0, 1, 2, ..., when the list itself is.</remarks>
    public class ModuleList<T> : nn.Module, IList<T>
        where T : nn.Module
    {
        private readonly List<T> list;
        private bool registered;

        /// <summary>A list of modules.</summary>
        public ModuleList(params T[] modules)
            : base(nameof(ModuleList<T>)) => list = [.. modules];

        /// <inheritdoc/>
        public int Count => list.Count;

        /// <inheritdoc/>
        public bool IsReadOnly => false;

        /// <inheritdoc/>
        public T this[int index]
        {
            get => list[index];
            set => list[index] = value;
        }

        /// <inheritdoc/>
        protected override void RegisterComponents()
        {
            if (registered)
                return;
            registered = true;
            for (var i = 0; i < Count; i++)
                register_module(i.ToString(), list[i]);
        }

        /// <summary>Adds modules at the end.</summary>
        public void append(params T[] parameters) => list.AddRange(parameters);

        /// <summary>Adds modules at the end.</summary>
        public void extend(IEnumerable<T> modules) => list.AddRange(modules);

        /// <inheritdoc/>
        public void Add(T item) => list.Add(item);

        /// <inheritdoc/>
        public void Insert(int index, T item) => list.Insert(index, item);

        /// <inheritdoc/>
        public bool Remove(T item) => list.Remove(item);

        /// <inheritdoc/>
        public void RemoveAt(int index) => list.RemoveAt(index);

        /// <inheritdoc/>
        public void Clear() => list.Clear();

        /// <inheritdoc/>
        public bool Contains(T item) => list.Contains(item);

        /// <inheritdoc/>
        public int IndexOf(T item) => list.IndexOf(item);

        /// <inheritdoc/>
        public void CopyTo(T[] array, int arrayIndex) => list.CopyTo(array, arrayIndex);

        /// <inheritdoc/>
        public IEnumerator<T> GetEnumerator() => list.GetEnumerator();

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
