using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The positive part of the input.</summary>
            /// <param name="inplace">Whether the input is changed instead of copied.</param>
            public static Modules.ReLU ReLU(bool inplace = false) => new(inplace);

            /// <summary>Makes one dimension out of several.</summary>
            public static Modules.Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

            /// <summary>The input itself.</summary>
            public static Modules.Identity Identity() => new();

            /// <summary>Sets random elements to 0 while training, and scales the others up.</summary>
            /// <param name="p">The probability that an element becomes 0.</param>
            /// <param name="inplace">Whether the input is changed instead of copied.</param>
            public static Modules.Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A module that has nothing to learn.</summary>
    public abstract class ParameterLessModule<T1, TResult> : Module<T1, TResult>
    {
        /// <summary>An empty module.</summary>
        protected ParameterLessModule(string name)
            : base(name)
        {
        }
    }

    /// <summary>The positive part of the input.</summary>
    public sealed class ReLU : ParameterLessModule<Tensor, Tensor>
    {
        internal ReLU(bool inplace)
            : base(nameof(ReLU)) => this.inplace = inplace;

        /// <summary>Whether the input is changed instead of copied.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.relu(tensor, inplace);
    }

    /// <summary>Makes one dimension out of several.</summary>
    public sealed class Flatten : ParameterLessModule<Tensor, Tensor>
    {
        internal Flatten(long start_dim, long end_dim)
            : base(nameof(Flatten))
        {
            this.start_dim = start_dim;
            this.end_dim = end_dim;
        }

        /// <summary>The first dimension of those that become one.</summary>
        public long start_dim { get; set; }

        /// <summary>The last dimension of those that become one.</summary>
        public long end_dim { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => input.flatten(start_dim, end_dim);
    }

    /// <summary>The input itself.</summary>
    public sealed class Identity : ParameterLessModule<Tensor, Tensor>
    {
        internal Identity()
            : base(nameof(Identity))
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => tensor.alias();
    }

    /// <summary>Sets random elements to 0 while training, and scales the others up.</summary>
    public sealed class Dropout : ParameterLessModule<Tensor, Tensor>
    {
        internal Dropout(double p, bool inplace)
            : base(nameof(Dropout))
        {
            this.p = p;
            this.inplace = inplace;
        }

        /// <summary>The probability that an element becomes 0.</summary>
        public double p { get; set; }

        /// <summary>Whether the input is changed instead of copied.</summary>
        public bool inplace { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.dropout(tensor, p, training, inplace);
    }
}
