using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements, 0 for those below it.</summary>
        public Tensor relu() => Operators.Relu.Call(this);

        /// <summary>Moves elements below 0 to it.</summary>
        public Tensor relu_() => InPlace(Operators.Relu_, this);

        /// <summary>The elements times the probability that a normal number is less than they.</summary>
        public Tensor gelu() => Operators.Gelu.Call(this);

        /// <summary>1 / (1 + exp(-x))</summary>
        public Tensor sigmoid() => Operators.Sigmoid.Call(this);

        /// <summary>The hyperbolic tangents of the elements.</summary>
        public Tensor tanh() => Operators.Tanh.Call(this);

        /// <summary>A sigmoid of three straight lines: (x + 3) / 6 between -3 and 3.</summary>
        public Tensor hardsigmoid() => Operators.Hardsigmoid.Call(this);

        /// <summary>The exponentials along a dimension, divided by their sum.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => Operators.Softmax.Call(this, dim, dtype);

        /// <summary>The logarithm of the softmax.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Operators.LogSoftmax.Call(this, dim, dtype);
    }
}
