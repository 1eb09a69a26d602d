using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>The greatest elements of windows.</summary>
            /// <param name="kernel_size">The height and width of a window.</param>
            /// <param name="stride">By how much windows move; by their size where it is not given.</param>
            /// <param name="padding">How much is put around the input.</param>
            /// <param name="dilation">How far the elements of a window lie apart.</param>
            /// <param name="ceil_mode">Whether windows at the border may reach out of the input.</param>
            public static Modules.MaxPool2d MaxPool2d(long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new(Square(kernel_size), Square(stride ?? kernel_size), Square(padding ?? 0), Square(dilation ?? 1), ceil_mode);

            /// <summary>The means over windows.</summary>
            /// <param name="kernel_size">The height and width of a window.</param>
            /// <param name="stride">By how much windows move; by their size where it is not given.</param>
            /// <param name="padding">How many zeros are put around the input.</param>
            /// <param name="ceil_mode">Whether windows at the border may reach out of the input.</param>
            /// <param name="count_include_pad">Whether those zeros count.</param>
            /// <param name="divisor_override">What sums are divided by, instead of the number of elements.</param>
            public static Modules.AvgPool2d AvgPool2d(long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new(Square(kernel_size), Square(stride ?? kernel_size), Square(padding ?? 0), ceil_mode, count_include_pad, divisor_override);

            /// <summary>The means over windows so large that the output has a given height and width.</summary>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new([output_size, output_size]);

            /// <summary>The means over windows so large that the output has a given height and width.</summary>
            public static Modules.AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new(Pair(output_size));

            private static long[] Square(long side) => [side, side];
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The greatest elements of windows.</summary>
    public sealed class MaxPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal MaxPool2d(long[] kernel_size, long[] stride, long[] padding, long[] dilation, bool ceil_mode)
            : base(nameof(MaxPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.dilation = dilation;
            this.ceil_mode = ceil_mode;
        }

        /// <summary>The height and width of a window.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>By how much windows move.</summary>
        public long[] stride { get; set; }

        /// <summary>How much is put around the input.</summary>
        public long[] padding { get; set; }

        /// <summary>How far the elements of a window lie apart.</summary>
        public long[] dilation { get; set; }

        /// <summary>Whether windows at the border may reach out of the input.</summary>
        public bool ceil_mode { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.max_pool2d(input, kernel_size, stride, padding, dilation, ceil_mode);
    }

    /// <summary>The means over windows.</summary>
    public sealed class AvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AvgPool2d(long[] kernel_size, long[] stride, long[] padding, bool ceil_mode, bool count_include_pad, long? divisor_override)
            : base(nameof(AvgPool2d))
        {
            this.kernel_size = kernel_size;
            this.stride = stride;
            this.padding = padding;
            this.ceil_mode = ceil_mode;
            this.count_include_pad = count_include_pad;
            this.divisor_override = divisor_override;
        }

        /// <summary>The height and width of a window.</summary>
        public long[] kernel_size { get; set; }

        /// <summary>By how much windows move.</summary>
        public long[] stride { get; set; }

        /// <summary>How many zeros are put around the input.</summary>
        public long[] padding { get; set; }

        /// <summary>Whether windows at the border may reach out of the input.</summary>
        public bool ceil_mode { get; set; }

        /// <summary>Whether the zeros around the input count.</summary>
        public bool count_include_pad { get; set; }

        /// <summary>What sums are divided by, instead of the number of elements; null where by that.</summary>
        public long? divisor_override { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) =>
            functional.avg_pool2d(input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override);
    }

    /// <summary>The means over windows so large that the output has a given height and width.</summary>
    public sealed class AdaptiveAvgPool2d : ParameterLessModule<Tensor, Tensor>
    {
        internal AdaptiveAvgPool2d(long[] output_size)
            : base(nameof(AdaptiveAvgPool2d)) => this.output_size = output_size;

        /// <summary>The height and width of the output.</summary>
        public long[] output_size { get; set; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input) => functional.adaptive_avg_pool2d(input, output_size);
    }
}
