using System.Runtime.CompilerServices;
using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>What modules compute, as functions. Maps are of the shape (batch, channels, height, width).</summary>
        public static partial class functional
        {
            /// <summary>A convolution with a weight of the shape (out channels, in channels / groups, height, width).</summary>
            public static Tensor conv2d(Tensor input, Tensor weight, Tensor? bias = null, long[]? strides = null, long[]? padding = null, long[]? dilation = null, long groups = 1)
            {
                if (strides is null || padding is null || !StepOverPadding(weight, strides, padding))
                    return Operators.Conv2d.Call(input, weight, bias, strides ?? [1, 1], padding ?? [0, 0], dilation ?? [1, 1], groups);
                using var padded = pad(input, [padding[^1], padding[^1], padding[0], padding[0]]);
                return Operators.Conv2d.Call(padded, weight, bias, strides, new long[] { 0, 0 }, dilation ?? [1, 1], groups);
            }

            /// <summary>Whether kernels of one element step over padding: with a map one element wide that ends the process in oneDNN 3.6, unless it is padded before.</summary>
            internal static bool StepOverPadding(Tensor weight, long[] strides, long[] padding) =>
                Array.TrueForAll(padding, static count => count >= 0) && Array.Exists(padding, static count => count > 0) && Array.Exists(strides, static step => step > 1) && weight.ndim == 4 && weight.shape is [_, _, 1, 1];

            /// <summary>Batch norm. In training, with the batch's mean and variance, which it adds to the running ones; else with the running ones.</summary>
            /// <exception cref="ArgumentException">In training a channel has one value only: it has no variance, and the running one would be no number from then on.</exception>
            public static Tensor batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight = null, Tensor? bias = null, bool training = false, double momentum = 0.1, double eps = 1e-05)
            {
                if (training)
                    RequireSeveralValues(input);
                return Operators.BatchNorm.Call(input, weight, bias, running_mean, running_var, training, momentum, eps, true);
            }

            internal static void RequireSeveralValues(Tensor input)
            {
                if (input.ndim > 1 && input.numel() == input.shape[1])
                    throw new ArgumentException($"Batch norm needs more than one value in each channel to learn from, and a map of [{string.Join(", ", input.shape)}] has one.");
            }

            /// <summary>A norm over the last dimensions.</summary>
            public static Tensor layer_norm(Tensor input, long[] normalized_shape, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05)
            {
                using var widened = Widened(input, weight);
                return Operators.LayerNorm.Call(widened ?? input, normalized_shape, weight, bias, eps);
            }

            /// <summary>A norm over groups of channels.</summary>
            public static Tensor group_norm(Tensor input, long num_groups, Tensor? weight = null, Tensor? bias = null, double eps = 1e-05)
            {
                using var widened = Widened(input, weight);
                return Operators.GroupNorm.Call(widened ?? input, num_groups, weight, bias, eps);
            }

            // Autocast brings the input of these norms to their parameters' precision on a GPU, but not on processors. Null where nothing is widened.
            private static Tensor? Widened(Tensor input, Tensor? weight) =>
                input.dtype is ScalarType.BFloat16 or ScalarType.Float16 && weight?.dtype is ScalarType.Float32 or ScalarType.Float64 ? input.to(weight!.dtype) : null;

            /// <summary>The positive part.</summary>
            public static Tensor relu(Tensor x, bool inplace = false) => inplace ? x.relu_().alias() : x.relu();

            /// <summary>x W' + b</summary>
            public static Tensor linear(Tensor input, Tensor weights, Tensor? bias = null) => Operators.Linear.Call(input, weights, bias);

            /// <summary>The cross entropy of logits of the shape (batch, classes) and classes of the shape (batch).</summary>
            public static Tensor cross_entropy(Tensor input, Tensor target, Tensor? weight = null, long ignore_index = -100, Reduction reduction = Reduction.Mean, double label_smoothing = 0.0) =>
                Operators.CrossEntropyLoss.Call(input, target, weight, (long)reduction, ignore_index, label_smoothing);

            /// <summary>The mean of squared differences.</summary>
            public static Tensor mse_loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean) =>
                Operators.MseLoss.Call(input, target, (long)reduction);

            /// <summary>The exponentials along a dimension, divided by their sum.</summary>
            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => input.softmax(dim, dtype);

            /// <summary>The logarithm of the softmax.</summary>
            public static Tensor log_softmax(Tensor x, long dim) => x.log_softmax(dim);

            /// <summary>The means over windows.</summary>
            public static Tensor avg_pool2d(Tensor input, long kernel_size, long? stride = null, long padding = 0, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                avg_pool2d(input, Square(kernel_size), Square(stride ?? kernel_size), Square(padding), ceil_mode, count_include_pad, divisor_override);

            /// <summary>The means over windows.</summary>
            public static Tensor avg_pool2d(Tensor input, long[] kernel_size, long[]? stride = null, long[]? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                Operators.AvgPool2d.Call(input, kernel_size, Forwards(stride ?? kernel_size, kernel_size, input), padding ?? [0, 0], ceil_mode, count_include_pad, divisor_override);

            /// <summary>The greatest elements of windows.</summary>
            public static Tensor max_pool2d(Tensor input, long[] kernel_size, long[]? strides = null, long[]? padding = null, long[]? dilation = null, bool ceil_mode = false) =>
                Operators.MaxPool2d.Call(input, kernel_size, Forwards(strides ?? kernel_size, kernel_size, input), padding ?? [0, 0], dilation ?? [1, 1], ceil_mode);

            // Libtorch divides by a stride before it refuses a negative one: where the quotient has no number, that ends the process. Of the size of
            // a window newer versions take the lower half, and ask for memory for what that would give.
            private static long[] Forwards(long[] stride, long[] window, Tensor input, [CallerMemberName] string operation = "") =>
                !Array.TrueForAll(stride, step => step > 0)
                ? throw new ArgumentException($"{operation}: the stride must be 1 or more, not [{string.Join(", ", stride)}], for an input of [{string.Join(", ", input.shape)}].", nameof(stride))
                : !Array.TrueForAll(window, size => size <= int.MaxValue)
                ? throw new ArgumentException($"{operation}: a window of [{string.Join(", ", window)}] is larger than any input, such as this one of [{string.Join(", ", input.shape)}].", nameof(window))
                : stride;

            /// <summary>The means over windows so large that the output has a given height and width.</summary>
            public static Tensor adaptive_avg_pool2d(Tensor input, long[] output_size) => Operators.AdaptiveAvgPool2d.Call(input, output_size);

            /// <summary>Puts elements around: pairs of how many before and behind, from the last dimension on.</summary>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                // Sums of larger ones have no number, which libtorch does not notice.
                Array.TrueForAll(pad, count => count is >= int.MinValue and <= int.MaxValue)
                ? Operators.Pad.Call(input, pad, NameOf(mode), mode == PaddingModes.Constant ? value : Value.None)
                : throw new ArgumentException($"pad: [{string.Join(", ", pad)}] is more than there can be around any input, such as this one of [{string.Join(", ", input.shape)}].", nameof(pad));

            /// <summary>Puts elements around: pairs of how many before and behind, from the last dimension on.</summary>
            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            /// <summary>Sets random elements to 0 while training, and scales the others up.</summary>
            public static Tensor dropout(Tensor input, double p = 0.5, bool training = true, bool inplace = false)
            {
                if (!inplace)
                    return Operators.Dropout.Call(input, p, training);
                Operators.Dropout_.Do(input, p, training);
                return input.alias();
            }

            private static string NameOf(PaddingModes mode) => mode switch
            {
                PaddingModes.Zeros or PaddingModes.Constant => "constant",
                PaddingModes.Reflect => "reflect",
                PaddingModes.Replicate => "replicate",
                _ => "circular",
            };
        }
    }
}
