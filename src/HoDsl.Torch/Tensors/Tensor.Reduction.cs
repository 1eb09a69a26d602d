using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The sum of all elements.</summary>
        public Tensor sum(ScalarType? type = null) => Operators.Sum.Call(this, type);

        /// <summary>The sums along a dimension.</summary>
        public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDims.Call(this, new[] { dim }, keepdim, type);

        /// <summary>The sums along dimensions.</summary>
        public Tensor sum(long[] dim, bool keepdim = false, ScalarType? type = null) => Operators.SumDims.Call(this, dim, keepdim, type);

        /// <summary>The mean of all elements.</summary>
        public Tensor mean() => Operators.Mean.Call(this, Value.None);

        /// <summary>The means along dimensions.</summary>
        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null) => Operators.MeanDims.Call(this, dimensions, keepdim, type);

        /// <summary>The variance of all elements: about the true mean, or divided by one less for a sample's.</summary>
        public Tensor var(bool unbiased = true) => Operators.Var.Call(this, unbiased);

        /// <summary>The variances along dimensions.</summary>
        public Tensor var(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Operators.VarDims.Call(Cast(type), dimensions, unbiased, keepdim);

        /// <summary>The standard deviation of all elements.</summary>
        public Tensor std(bool unbiased = true) => Operators.Std.Call(this, unbiased);

        /// <summary>The standard deviations along dimensions.</summary>
        public Tensor std(long[] dimensions, bool unbiased = true, bool keepdim = false, ScalarType? type = null) => Operators.StdDims.Call(Cast(type), dimensions, unbiased, keepdim);

        /// <summary>The greatest element.</summary>
        public Tensor max() => Operators.Max.Call(this);

        /// <summary>The greater of two elements, everywhere.</summary>
        public Tensor max(Tensor other) => Operators.Maximum.Call(this, other);

        /// <summary>The greatest elements along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false) => Operators.MaxDim.CallPair(this, dim, keepdim);

        /// <summary>The least element.</summary>
        public Tensor min() => Operators.Min.Call(this);

        /// <summary>The lesser of two elements, everywhere.</summary>
        public Tensor min(Tensor other) => Operators.Minimum.Call(this, other);

        /// <summary>The least elements along a dimension, and where they are.</summary>
        public (Tensor values, Tensor indexes) min(long dim, bool keepdim = false) => Operators.MinDim.CallPair(this, dim, keepdim);

        /// <summary>Where the greatest elements along a dimension are.</summary>
        public Tensor argmax(long dim, bool keepdim = false) => Operators.Argmax.Call(this, dim, keepdim);

        /// <summary>The p-norm of all elements.</summary>
        public Tensor norm(float p = 2f) => Operators.Norm.Call(this, p);

        /// <summary>Whether all elements are true.</summary>
        public Tensor all() => Operators.All.Call(this);

        private Tensor Cast(ScalarType? type) => type is null ? this : to(type.Value);
    }
}
