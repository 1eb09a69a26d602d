using static TorchSharp.torch;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>What becomes of the losses of a batch.</summary>
            public enum Reduction
            {
                /// <summary>They stay as they are.</summary>
                None = 0,

                /// <summary>Their mean is taken.</summary>
                Mean = 1,

                /// <summary>They are added up.</summary>
                Sum = 2,
            }

            /// <summary>The cross entropy of classes and logits.</summary>
            public static Modules.CrossEntropyLoss CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, Reduction reduction = Reduction.Mean) =>
                new(weight, ignore_index, reduction);
        }
    }

    /// <summary>A measure of how far outputs are from targets.</summary>
    public abstract class Loss<T1, T2, TResult> : nn.Module<T1, T2, TResult>
    {
        /// <summary>A loss.</summary>
        public Loss(nn.Reduction reduction = nn.Reduction.Mean)
            : base(nameof(Loss<T1, T2, TResult>)) => this.reduction = reduction;

        /// <summary>What becomes of the losses of a batch.</summary>
        public nn.Reduction reduction { get; }
    }

    /// <summary>A loss that weighs classes.</summary>
    public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
    {
        /// <summary>A loss.</summary>
        public WeightedLoss(Tensor? weight = null, nn.Reduction reduction = nn.Reduction.Mean)
            : base(reduction) => this.weight = weight;

        /// <summary>The weight of each class, or null.</summary>
        public Tensor? weight { get; }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>The cross entropy of classes and logits.</summary>
    public sealed class CrossEntropyLoss : WeightedLoss<Tensor, Tensor, Tensor>
    {
        /// <summary>The cross entropy of classes and logits.</summary>
        /// <param name="weight">The weight of each class.</param>
        /// <param name="ignore_index">A class that does not count.</param>
        /// <param name="reduction">What becomes of the losses of a batch.</param>
        /// <param name="label_smoothing">How much of the target is spread evenly over all classes.</param>
        public CrossEntropyLoss(Tensor? weight = null, long? ignore_index = null, nn.Reduction reduction = nn.Reduction.Mean, double label_smoothing = 0.0)
            : base(weight, reduction)
        {
            this.ignore_index = ignore_index;
            this.label_smoothing = label_smoothing;
        }

        /// <summary>A class that does not count.</summary>
        public long? ignore_index { get; }

        /// <summary>How much of the target is spread evenly over all classes.</summary>
        public double label_smoothing { get; }

        /// <inheritdoc/>
        public override Tensor forward(Tensor input, Tensor target) =>
            nn.functional.cross_entropy(input, target, weight, ignore_index ?? -100, reduction, label_smoothing);
    }
}
