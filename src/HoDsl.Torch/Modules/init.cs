namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        /// <summary>Fills tensors in place, outside of any graph, and gives them back.</summary>
        public static partial class init
        {
            /// <summary>Which of a weight's two counts of connections matters.</summary>
            public enum FanInOut
            {
                /// <summary>How many come in: the variance of the forward pass is kept.</summary>
                FanIn = 0,

                /// <summary>How many go out: the variance of the backward pass is kept.</summary>
                FanOut = 1,
            }

            /// <summary>What follows a weight; it changes the variance that the weight must make up for.</summary>
            public enum NonlinearityType
            {
                /// <summary>Nothing.</summary>
                Linear = 0,

                /// <summary>Nothing.</summary>
                Conv1D = 1,

                /// <summary>Nothing.</summary>
                Conv2D = 2,

                /// <summary>Nothing.</summary>
                Conv3D = 3,

                /// <summary>Nothing.</summary>
                ConvTranspose1D = 4,

                /// <summary>Nothing.</summary>
                ConvTranspose2D = 5,

                /// <summary>Nothing.</summary>
                ConvTranspose3D = 6,

                /// <summary>1 / (1 + exp(-x))</summary>
                Sigmoid = 7,

                /// <summary>tanh(x)</summary>
                Tanh = 8,

                /// <summary>max(x, 0)</summary>
                ReLU = 9,

                /// <summary>max(x, 0) and a fraction of min(x, 0).</summary>
                LeakyReLU = 10,
            }

            /// <summary>Sets all elements to a number.</summary>
            public static Tensor constant_(Tensor tensor, Scalar val) => Fill(tensor, () => tensor.fill_(val));

            /// <summary>Sets all elements to 0.</summary>
            public static Tensor zeros_(Tensor tensor) => Fill(tensor, () => tensor.zero_());

            /// <summary>Sets all elements to 1.</summary>
            public static Tensor ones_(Tensor tensor) => Fill(tensor, () => tensor.fill_(1));

            /// <summary>Fills with random numbers of a normal distribution.</summary>
            public static Tensor normal_(Tensor tensor, double mean = 0, double std = 1, Generator? generator = null) =>
                Fill(tensor, () => tensor.normal_(mean, std, generator));

            /// <summary>Fills with random numbers, equally likely between two.</summary>
            public static Tensor uniform_(Tensor tensor, double low = 0, double high = 1, Generator? generator = null) =>
                Fill(tensor, () => tensor.uniform_(low, high, generator));

            /// <summary>Fills a weight with normally distributed numbers of such a variance that activations keep theirs (He et al. 2015).</summary>
            public static Tensor kaiming_normal_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU) =>
                normal_(tensor, 0, KaimingDeviation(tensor, a, mode, nonlinearity));

            /// <summary>Fills a weight with evenly distributed numbers of such a variance that activations keep theirs (He et al. 2015).</summary>
            public static Tensor kaiming_uniform_(Tensor tensor, double a = 0, FanInOut mode = FanInOut.FanIn, NonlinearityType nonlinearity = NonlinearityType.LeakyReLU)
            {
                var bound = Math.Sqrt(3) * KaimingDeviation(tensor, a, mode, nonlinearity);
                return uniform_(tensor, -bound, bound);
            }

            /// <summary>How many connections come in to and go out of what a weight of this shape computes.</summary>
            /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
            public static (long fanIn, long fanOut) CalculateFanInAndFanOut(Tensor tensor)
            {
                var shape = tensor.shape;
                if (shape.Length < 2)
                    throw new ArgumentException($"Only a weight of two dimensions or more has connections in and out, not one of [{string.Join(", ", shape)}].");
                var field = shape.Skip(2).Aggregate(1L, (product, size) => product * size);
                return (shape[1] * field, shape[0] * field);
            }

            /// <summary>The factor by which a weight before a nonlinearity must be larger.</summary>
            public static double calculate_gain(NonlinearityType nonlinearity, double param = 0) => nonlinearity switch
            {
                NonlinearityType.Tanh => 5.0 / 3.0,
                NonlinearityType.ReLU => Math.Sqrt(2),
                NonlinearityType.LeakyReLU => Math.Sqrt(2.0 / (1 + (param * param))),
                _ => 1,
            };

            /// <summary>What PyTorch's layers do when they are made: weight and bias even up to 1 / sqrt(fan in).</summary>
            internal static void FillAsFreshLayer(Tensor weight, Tensor? bias)
            {
                kaiming_uniform_(weight, a: Math.Sqrt(5));
                if (bias is null)
                    return;
                var bound = 1 / Math.Sqrt(CalculateFanInAndFanOut(weight).fanIn);
                uniform_(bias, -bound, bound);
            }

            private static double KaimingDeviation(Tensor tensor, double a, FanInOut mode, NonlinearityType nonlinearity)
            {
                var (fanIn, fanOut) = CalculateFanInAndFanOut(tensor);
                return calculate_gain(nonlinearity, a) / Math.Sqrt(mode == FanInOut.FanIn ? fanIn : fanOut);
            }

            private static Tensor Fill(Tensor tensor, Action fill)
            {
                using var withoutGradients = no_grad();
                fill();
                return tensor;
            }
        }
    }
}
