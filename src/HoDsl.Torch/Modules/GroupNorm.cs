using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A norm over groups of the channels of each sample.</summary>
            /// <param name="num_groups">How many groups there are.</param>
            /// <param name="num_channels">How many channels there are.</param>
            /// <param name="eps">What is added to the variance.</param>
            /// <param name="affine">Whether a weight and a bias are learned for each channel.</param>
            /// <param name="device">Where the parameters live.</param>
            /// <param name="dtype">The type of the parameters.</param>
            public static Modules.GroupNorm GroupNorm(long num_groups, long num_channels, double eps = 1e-05, bool affine = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_groups, num_channels, eps, affine, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A layer that brings each group of the channels of a sample to mean 0 and variance 1 and then to a scale and an offset that it learns.</summary>
    public sealed class GroupNorm : Module<Tensor, Tensor>
    {
        internal GroupNorm(long num_groups, long num_channels, double eps, bool affine, Device? device, ScalarType? dtype)
            : base(nameof(GroupNorm))
        {
            this.num_groups = num_groups;
            this.eps = eps;
            this.affine = affine;
            if (!affine)
                return;
            weight = Parameter(ones([num_channels], dtype, device));
            bias = Parameter(zeros([num_channels], dtype, device));
        }

        /// <summary>How many groups there are.</summary>
        public long num_groups { get; set; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>Whether a weight and a bias are learned for each channel.</summary>
        public bool affine { get; set; }

        /// <summary>The scale of each channel.</summary>
        public Parameter? weight
        {
            get => OwnParameter(nameof(weight));
            set => ConditionallyRegisterParameter(nameof(weight), value);
        }

        /// <summary>The offset of each channel.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => ConditionallyRegisterParameter(nameof(bias), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.group_norm(tensor, num_groups, weight, bias, eps);
    }
}
