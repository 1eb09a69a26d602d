using TorchSharp.Modules;

namespace TorchSharp
{
    public static partial class torch
    {
        public static partial class nn
        {
            /// <summary>Makes a parameter out of a tensor, which is empty from then on.</summary>
            public static Parameter Parameter(Tensor data, bool requires_grad = true) => new(data, requires_grad);
        }
    }
}

namespace TorchSharp.Modules
{
    /// <summary>A tensor that a module learns.</summary>
    public class Parameter : torch.Tensor
    {
        /// <summary>Makes a parameter out of a tensor, which is empty from then on; the parameter takes its place in its scope.</summary>
        public Parameter(torch.Tensor data, bool requires_grad = true)
            : base(data.requires_grad_(requires_grad))
        {
        }
    }
}
