using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Where this equals target.</summary>
        public Tensor eq(Tensor target) => Operators.Eq.Call(this, target);

        /// <summary>Where this equals target.</summary>
        public Tensor eq(Scalar target) => Operators.EqScalar.Call(this, target);

        /// <summary>Where this differs from target.</summary>
        public Tensor ne(Tensor target) => Operators.Ne.Call(this, target);

        /// <summary>Where this differs from target.</summary>
        public Tensor ne(Scalar target) => Operators.NeScalar.Call(this, target);

        /// <summary>Where this is less than target.</summary>
        public Tensor lt(Tensor target) => Operators.Lt.Call(this, target);

        /// <summary>Where this is less than target.</summary>
        public Tensor lt(Scalar target) => Operators.LtScalar.Call(this, target);

        /// <summary>Where this is at most target.</summary>
        public Tensor le(Tensor target) => Operators.Le.Call(this, target);

        /// <summary>Where this is at most target.</summary>
        public Tensor le(Scalar target) => Operators.LeScalar.Call(this, target);

        /// <summary>Where this is greater than target.</summary>
        public Tensor gt(Tensor target) => Operators.Gt.Call(this, target);

        /// <summary>Where this is greater than target.</summary>
        public Tensor gt(Scalar target) => Operators.GtScalar.Call(this, target);

        /// <summary>Where this is at least target.</summary>
        public Tensor ge(Tensor target) => Operators.Ge.Call(this, target);

        /// <summary>Where this is at least target.</summary>
        public Tensor ge(Scalar target) => Operators.GeScalar.Call(this, target);

        /// <summary>Where the elements are neither infinite nor NaN.</summary>
        public Tensor isfinite() => Operators.IsFinite.Call(this);

        /// <summary>Whether the shapes and all elements are the same: to ask whether two are one tensor, use <see cref="object.ReferenceEquals"/>.</summary>
        public bool Equals(Tensor target) => Operators.Equal.CallBool(this, target);

        /// <inheritdoc cref="Equals(Tensor)"/>
        public override bool Equals(object? obj) => obj is Tensor target && Equals(target);

        /// <inheritdoc/>
        public override int GetHashCode() => base.GetHashCode();

        /// <summary>Whether no element differs by more than atol + rtol |target|.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Operators.AllClose.CallBool(this, target, rtol, atol, equal_nan);

        /// <summary>This where the condition holds, y elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Operators.Where.Call(condition, this, y);
    }
}
