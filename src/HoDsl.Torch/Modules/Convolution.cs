using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    /// <summary>How much a convolution pads by itself.</summary>
    public enum Padding
    {
        /// <summary>Not at all.</summary>
        Valid = 0,

        /// <summary>So much that the output is as large as the input.</summary>
        Same = 1,
    }

    /// <summary>What padding puts around.</summary>
    public enum PaddingModes
    {
        /// <summary>Zeros.</summary>
        Zeros = 0,

        /// <summary>The elements next to the border, mirrored.</summary>
        Reflect = 1,

        /// <summary>The elements at the border, repeated.</summary>
        Replicate = 2,

        /// <summary>The elements at the other border.</summary>
        Circular = 3,

        /// <summary>One number.</summary>
        Constant = 4,
    }

    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>A convolution of maps of the shape (batch, in_channels, height, width).</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], null, [dilation, dilation], groups, bias, padding_mode, device, dtype);

            /// <summary>A convolution of maps of the shape (batch, in_channels, height, width).</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, Pair(kernel_size), Pair(stride ?? (1, 1)), Pair(padding ?? (0, 0)), null, Pair(dilation ?? (1, 1)), groups, bias, padding_mode, device, dtype);

            /// <summary>A convolution of maps of the shape (batch, in_channels, height, width) that pads by itself.</summary>
            public static Modules.Conv2d Conv2d(long in_channels, long out_channels, long kernel_size, Padding padding, long stride = 1, long dilation = 1, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null) =>
                new(in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [0, 0], padding, [dilation, dilation], groups, bias, padding_mode, device, dtype);

            private static long[] Pair((long, long) pair) => [pair.Item1, pair.Item2];
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A layer that slides kernels over its input.</summary>
    public abstract class Convolution : Module<Tensor, Tensor>
    {
        private protected Convolution(string name, long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(name)
        {
            if (padding_mode != PaddingModes.Zeros)
                throw new NotSupportedException($"A convolution that pads with {padding_mode} is not provided here: pad by functional.pad first.");
            if (groups <= 0 || in_channels % groups != 0 || out_channels % groups != 0)
                throw new ArgumentException($"A convolution cannot take {in_channels} channels to {out_channels} in {groups} groups: their number must be positive and divide both.");
            this.in_channels = in_channels;
            this.out_channels = out_channels;
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.padding_type = padding_type;
            this.dilation = dilation;
            this.groups = groups;
            weight = Parameter(empty([out_channels, in_channels / groups, .. kernel_size], dtype, device));
            if (bias)
                this.bias = Parameter(empty([out_channels], dtype, device));
            init.FillAsFreshLayer(weight, this.bias);
        }

        /// <summary>How many channels come in.</summary>
        public long in_channels { get; }

        /// <summary>How many channels go out.</summary>
        public long out_channels { get; }

        /// <summary>The height and width of the kernels.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>By how much the kernels move.</summary>
        public long[] stride { get; set; }

        /// <summary>How much is put around the input.</summary>
        public long[] padding { get; }

        /// <summary>How the layer pads by itself, if it does.</summary>
        public Padding? padding_type { get; }

        /// <summary>How far the elements under a kernel lie apart.</summary>
        public long[] dilation { get; set; }

        /// <summary>Into how many groups the channels fall that do not mix.</summary>
        public long groups { get; set; }

        /// <summary>The kernels: (out_channels, in_channels / groups, height, width).</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => ConditionallyRegisterParameter(nameof(weight), value);
        }

        /// <summary>What is added to each channel, or null.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => ConditionallyRegisterParameter(nameof(bias), value);
        }
    }

    /// <summary>A convolution of maps of the shape (batch, channels, height, width).</summary>
    public sealed class Conv2d : Convolution
    {
        internal Conv2d(long in_channels, long out_channels, long[] kernel_size, long[] stride, long[] padding, Padding? padding_type, long[] dilation, long groups, bool bias, PaddingModes padding_mode, Device? device, ScalarType? dtype)
            : base(nameof(Conv2d), in_channels, out_channels, kernel_size, stride, padding, padding_type, dilation, groups, bias, padding_mode, device, dtype)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            padding_type is { } type
                ? HoDsl.Torch.Dispatch.Operators.Conv2dPadding.Call(input, weight, bias, stride, type == Padding.Same ? "same" : "valid", dilation, groups)
                : functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
    }
}
