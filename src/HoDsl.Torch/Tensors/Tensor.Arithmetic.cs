using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not at all.</summary>
        None = 0,

        /// <summary>Towards zero.</summary>
        trunc = 1,

        /// <summary>Downwards.</summary>
        floor = 2,
    }

    public partial class Tensor
    {
        private static Tensor InPlace(Operator op, params ReadOnlySpan<Value> arguments)
        {
            op.Do(arguments);
            return (Tensor)arguments[0].Reference!;
        }

        private static string? Name(RoundingMode mode) => mode == RoundingMode.None ? null : mode.ToString();

        /// <summary>this + target, element by element.</summary>
        public Tensor add(Tensor target) => Operators.Add.Call(this, target, 1L);

        /// <summary>this + alpha target, element by element.</summary>
        public Tensor add(Tensor target, Scalar alpha) => Operators.Add.Call(this, target, alpha);

        /// <summary>this + scalar.</summary>
        public Tensor add(Scalar scalar) => Operators.AddScalar.Call(this, scalar, 1L);

        /// <summary>Adds target in place.</summary>
        public Tensor add_(Tensor target) => InPlace(Operators.Add_, this, target, 1L);

        /// <summary>Adds alpha target in place.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace(Operators.Add_, this, target, alpha);

        /// <summary>Adds a number in place.</summary>
        public Tensor add_(Scalar scalar) => InPlace(Operators.AddScalar_, this, scalar, 1L);

        /// <summary>this - target, element by element.</summary>
        public Tensor sub(Tensor target) => Operators.Sub.Call(this, target, 1L);

        /// <summary>this - target.</summary>
        public Tensor sub(Scalar target) => Operators.SubScalar.Call(this, target, 1L);

        /// <summary>Subtracts target in place.</summary>
        public Tensor sub_(Tensor target) => InPlace(Operators.Sub_, this, target, 1L);

        /// <summary>Subtracts a number in place.</summary>
        public Tensor sub_(Scalar target) => InPlace(Operators.SubScalar_, this, target, 1L);

        /// <summary>this target, element by element.</summary>
        public Tensor mul(Tensor target) => Operators.Mul.Call(this, target);

        /// <summary>this target.</summary>
        public Tensor mul(Scalar target) => Operators.MulScalar.Call(this, target);

        /// <summary>Multiplies by target in place.</summary>
        public Tensor mul_(Tensor target) => InPlace(Operators.Mul_, this, target);

        /// <summary>Multiplies by a number in place.</summary>
        public Tensor mul_(Scalar target) => InPlace(Operators.MulScalar_, this, target);

        /// <summary>this / target, element by element.</summary>
        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) => Operators.Div.Call(this, target, Name(rounding_mode));

        /// <summary>this / target.</summary>
        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) => Operators.DivScalar.Call(this, target, Name(rounding_mode));

        /// <summary>this + value tensor1 tensor2, element by element.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Operators.Addcmul.Call(this, tensor1, tensor2, value);

        /// <summary>Adds value tensor1 tensor2 in place.</summary>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace(Operators.Addcmul_, this, tensor1, tensor2, value);

        /// <summary>-this</summary>
        public Tensor neg() => Operators.Neg.Call(this);

        /// <summary>The absolute values.</summary>
        public Tensor abs() => Operators.Abs.Call(this);

        /// <summary>The squares.</summary>
        public Tensor square() => Operators.Square.Call(this);

        /// <summary>The square roots.</summary>
        public Tensor sqrt() => Operators.Sqrt.Call(this);

        /// <summary>The powers of e.</summary>
        public Tensor exp() => Operators.Exp.Call(this);

        /// <summary>The natural logarithms.</summary>
        public Tensor log() => Operators.Log.Call(this);

        /// <summary>The powers to an exponent.</summary>
        public Tensor pow(Scalar exponent) => Operators.Pow.Call(this, exponent);

        /// <summary>The product of matrices, or of batches of them.</summary>
        public Tensor matmul(Tensor target) => Operators.Matmul.Call(this, target);

        /// <summary>The elements, none below min or above max.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Operators.Clamp.Call(this, min, max);

        /// <summary>Moves elements below min to it and those above max to it.</summary>
        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace(Operators.Clamp_, this, min, max);

        /// <inheritdoc cref="add(Tensor)"/>
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        /// <inheritdoc cref="add(Scalar)"/>
        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        /// <inheritdoc cref="add(Scalar)"/>
        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        /// <inheritdoc cref="sub(Tensor)"/>
        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        /// <inheritdoc cref="sub(Scalar)"/>
        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        /// <summary>left - right</summary>
        public static Tensor operator -(Scalar left, Tensor right) => Operators.RsubScalar.Call(right, left, 1L);

        /// <inheritdoc cref="mul(Tensor)"/>
        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        /// <inheritdoc cref="mul(Scalar)"/>
        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        /// <inheritdoc cref="mul(Scalar)"/>
        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        /// <summary>left / right, element by element.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        /// <summary>left / right</summary>
        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        /// <summary>left / right</summary>
        public static Tensor operator /(Scalar left, Tensor right)
        {
            using var reciprocal = Operators.Reciprocal.Call(right);
            return reciprocal.mul(left);
        }

        /// <inheritdoc cref="neg"/>
        public static Tensor operator -(Tensor tensor) => tensor.neg();
    }
}
