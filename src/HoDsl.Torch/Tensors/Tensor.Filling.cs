using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Sets all elements to 0.</summary>
        public Tensor zero_() => InPlace(Operators.Zero_, this);

        /// <summary>Sets all elements to a number.</summary>
        public Tensor fill_(Scalar value) => InPlace(Operators.Fill_, this, value);

        /// <summary>Fills with random numbers of a normal distribution.</summary>
        public Tensor normal_(double mean = 0, double std = 1, Generator? generator = null) => InPlace(Operators.Normal_, this, mean, std, generator);

        /// <summary>Fills with random numbers, equally likely between two.</summary>
        public Tensor uniform_(double from, double to, Generator? generator = null) => InPlace(Operators.Uniform_, this, from, to, generator);
    }
}
