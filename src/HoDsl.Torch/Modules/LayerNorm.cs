using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A norm over the last dimension of each sample.</summary>
            /// <param name="normalized_shape">The size of that dimension.</param>
            /// <param name="eps">What is added to the variance.</param>
            /// <param name="elementwise_affine">Whether a weight for each element is learned.</param>
            /// <param name="bias">Whether a bias is learned beside the weight.</param>
            /// <param name="device">Where the parameters live.</param>
            /// <param name="dtype">The type of the parameters.</param>
            public static Modules.LayerNorm LayerNorm(long normalized_shape, double eps = 1e-05, bool elementwise_affine = true, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new([normalized_shape], eps, elementwise_affine, bias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A layer that brings the last dimensions of each sample to mean 0 and variance 1 and then to a scale and an offset that it learns.</summary>
    public sealed class LayerNorm : Module<Tensor, Tensor>
    {
        internal LayerNorm(long[] normalized_shape, double eps, bool elementwise_affine, bool bias, Device? device, ScalarType? dtype)
            : base(nameof(LayerNorm))
        {
            this.normalized_shape = normalized_shape;
            this.eps = eps;
            this.elementwise_affine = elementwise_affine;
            if (!elementwise_affine)
                return;
            weight = Parameter(ones(normalized_shape, dtype, device));
            if (bias)
                this.bias = Parameter(zeros(normalized_shape, dtype, device));
        }

        /// <summary>The sizes of the last dimensions, over which mean and variance are taken.</summary>
        public long[] normalized_shape { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Whether a weight for each element is learned.</summary>
        public bool elementwise_affine { get; set; }

        /// <summary>The scale of each element.</summary>
        public Parameter? weight
        {
            get => OwnParameter(nameof(weight));
            set => ConditionallyRegisterParameter(nameof(weight), value);
        }

        /// <summary>The offset of each element.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => ConditionallyRegisterParameter(nameof(bias), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.layer_norm(tensor, normalized_shape, weight, bias, eps);
    }
}
