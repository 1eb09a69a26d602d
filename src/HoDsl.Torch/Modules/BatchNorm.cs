using HoDsl.Torch;
using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Batch norm over maps of the shape (batch, num_features, height, width).</summary>
            /// <param name="num_features">How many channels there are.</param>
            /// <param name="eps">What is added to the variance.</param>
            /// <param name="momentum">The weight of a batch in the running mean and variance.</param>
            /// <param name="affine">Whether a weight and a bias are learned for each channel.</param>
            /// <param name="track_running_stats">Whether mean and variance are kept for evaluation.</param>
            /// <param name="device">Where the parameters live.</param>
            /// <param name="dtype">The type of the parameters.</param>
            public static Modules.BatchNorm2d BatchNorm2d(long num_features, double eps = 1e-05, double momentum = 0.1, bool affine = true, bool track_running_stats = true, Device? device = null, ScalarType? dtype = null) =>
                new(num_features, eps, momentum, affine, track_running_stats, device, dtype);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A layer that brings its input to mean 0 and variance 1 and then to a scale and an offset that it learns.</summary>
    public abstract class NormBase : Module<Tensor, Tensor>
    {
        /// <summary>A fresh layer; see <see cref="nn.BatchNorm2d"/>.</summary>
        public NormBase(long num_features, double eps, double? momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
            : base(name)
        {
            this.num_features = num_features;
            this.eps = eps;
            this.momentum = momentum;
            this.affine = affine;
            this.track_running_stats = track_running_stats;
            if (affine)
            {
                weight = Parameter(ones([num_features], dtype, device));
                bias = Parameter(zeros([num_features], dtype, device));
            }

            if (track_running_stats)
            {
                running_mean = zeros([num_features], dtype, device);
                running_var = ones([num_features], dtype, device);
                num_batches_tracked = tensor(0L, device: device);
            }
        }

        /// <summary>How many channels there are.</summary>
        public long num_features { get; }

        /// <summary>What is added to the variance.</summary>
        public double eps { get; set; }

        /// <summary>The weight of a batch in the running mean and variance; null weighs all batches alike.</summary>
        public double? momentum { get; set; }

        /// <summary>Whether a weight and a bias are learned for each channel.</summary>
        public bool affine { get; }

        /// <summary>Whether mean and variance are kept for evaluation.</summary>
        public bool track_running_stats { get; }

        /// <summary>The scale of each channel. TorchSharp does not say so, but it is null in a layer that learns none.</summary>
        public Parameter weight
        {
            get => OwnParameter(nameof(weight))!;
            set => ConditionallyRegisterParameter(nameof(weight), value);
        }

        /// <summary>The offset of each channel.</summary>
        public Parameter? bias
        {
            get => OwnParameter(nameof(bias));
            set => ConditionallyRegisterParameter(nameof(bias), value);
        }

        /// <summary>The mean of each channel over the batches seen.</summary>
        public Tensor? running_mean
        {
            get => OwnBuffer(nameof(running_mean));
            set => ConditionallyRegisterBuffer(nameof(running_mean), value);
        }

        /// <summary>The variance of each channel over the batches seen.</summary>
        public Tensor? running_var
        {
            get => OwnBuffer(nameof(running_var));
            set => ConditionallyRegisterBuffer(nameof(running_var), value);
        }

        /// <summary>How many batches were seen.</summary>
        public Tensor? num_batches_tracked
        {
            get => OwnBuffer(nameof(num_batches_tracked));
            set => ConditionallyRegisterBuffer(nameof(num_batches_tracked), value);
        }

        /// <summary>Throws unless the input has the dimensions that the layer works on.</summary>
        protected abstract void ValidateInputDimensions(Tensor input);
    }

    /// <summary>A norm over the batch: mean and variance are those of a channel in all of the batch.</summary>
    public abstract class BatchNorm : NormBase
    {
        /// <summary>A fresh layer; see <see cref="nn.BatchNorm2d"/>.</summary>
        public BatchNorm(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype, string name)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, name)
        {
        }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input)
        {
            var (usesBatch, factor) = Begin(input);
            return functional.batch_norm(input, running_mean, running_var, weight, bias, usesBatch, factor, eps);
        }

        /// <summary>What a ReLU behind the layer gives, in one pass where the layer's input allows it.</summary>
        internal Tensor ForwardToRelu(Tensor input)
        {
            var (usesBatch, factor) = Begin(input);
            return Operators.BatchNormRelu.Call(input, weight, bias, running_mean, running_var, usesBatch, factor, eps);
        }

        /// <summary>What the layer gives times a scale: a scalar, or a number for each channel in the shape (channels, 1, 1).</summary>
        internal Tensor ForwardScaled(Tensor input, Tensor scale)
        {
            if (!affine)
            {
                using var normalised = forward(input);
                return normalised.mul(scale);
            }

            var (usesBatch, factor) = Begin(input);
            using Tensor scaledWeight = ScaledWeights.Of(weight, scale), scaledBias = ScaledWeights.Of(bias!, scale);
            return functional.batch_norm(input, running_mean, running_var, scaledWeight, scaledBias, usesBatch, factor, eps);
        }

        /// <summary>Counts the batch; says whether its own mean and variance are used, and their weight in the running ones.</summary>
        private (bool UsesBatch, double Factor) Begin(Tensor input)
        {
            ValidateInputDimensions(input);
            if (UsesBatch)
                functional.RequireSeveralValues(input);
            if (CountsBatches)
                num_batches_tracked!.add_(1);
            var factor = momentum ?? (CountsBatches ? 1.0 / num_batches_tracked!.item<long>() : 0.0);
            return (UsesBatch, factor);
        }

        /// <summary>Whether mean and variance are those of the batch.</summary>
        internal bool UsesBatch => training || running_mean is null;

        /// <summary>Whether the batches are counted, and move the running mean and variance.</summary>
        internal bool CountsBatches => training && track_running_stats;
    }

    /// <summary>Batch norm over maps of the shape (batch, channels, height, width).</summary>
    public sealed class BatchNorm2d : BatchNorm
    {
        internal BatchNorm2d(long num_features, double eps, double momentum, bool affine, bool track_running_stats, Device? device, ScalarType? dtype)
            : base(num_features, eps, momentum, affine, track_running_stats, device, dtype, nameof(BatchNorm2d))
        {
        }

        /// <inheritdoc/>
        protected override void ValidateInputDimensions(Tensor input)
        {
            if (input.ndim != 4)
                throw new ArgumentException($"BatchNorm2d takes maps of 4 dimensions (batch, channels, height, width), not [{string.Join(", ", input.shape)}].");
        }
    }
}
