using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A layer x W' + b.</summary>
            public static Modules.Linear Linear(long inputSize, long outputSize, bool hasBias = true, Device? device = null, ScalarType? dtype = null) =>
                new(inputSize, outputSize, hasBias, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A layer x W' + b.</summary>
    public sealed class Linear : Module<Tensor, Tensor>
    {
        internal Linear(long inputSize, long outputSize, bool hasBias, Device? device, ScalarType? dtype)
            : base(nameof(Linear))
        {
            in_features = inputSize;
            out_features = outputSize;
            weight = Parameter(empty([outputSize, inputSize], dtype, device));
            if (hasBias)
                bias = Parameter(empty([outputSize], dtype, device));
            init.FillAsFreshLayer(weight, bias);
        }

        /// <summary>How many numbers come in.</summary>
        public long in_features { get; set; }

        /// <summary>How many numbers go out.</summary>
        public long out_features { get; set; }

        /// <summary>W, of the shape (out_features, in_features).</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => ConditionallyRegisterParameter(nameof(weight), value);
        }

        /// <summary>b, or null.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => ConditionallyRegisterParameter(nameof(bias), value);
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor tensor) => functional.linear(tensor, weight, bias);
    }
}
