using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The same memory in another shape; one size may be -1 and is what is left.</summary>
        public Tensor view(params long[] shape) => Operators.View.Call(this, shape);

        /// <summary>The same elements in another shape, copied if they must be; one size may be -1 and is what is left.</summary>
        public Tensor reshape(params long[] shape) => Operators.Reshape.Call(this, shape);

        /// <summary>Makes one dimension out of those from start_dim to end_dim.</summary>
        public Tensor flatten(long start_dim = 0, long end_dim = -1) => Operators.Flatten.Call(this, start_dim, end_dim);

        /// <summary>The same memory with two dimensions exchanged.</summary>
        public Tensor transpose(long dim0, long dim1) => Operators.Transpose.Call(this, dim0, dim1);

        /// <summary>A matrix's transpose; a vector or a number is itself.</summary>
        public Tensor t() => Operators.T.Call(this);

        /// <summary>The same memory with the dimensions in another order.</summary>
        public Tensor permute(params long[] permutation) => Operators.Permute.Call(this, permutation);

        /// <summary>The same memory without a dimension of size 1, or without all of them.</summary>
        public Tensor squeeze(long? dim = null) => dim is null ? Operators.Squeeze.Call(this) : Operators.SqueezeDim.Call(this, dim);

        /// <summary>The same memory with another dimension of size 1.</summary>
        public Tensor unsqueeze(long dim) => Operators.Unsqueeze.Call(this, dim);

        /// <summary>The same memory, with dimensions of size 1 repeated to other sizes.</summary>
        public Tensor expand(params long[] sizes) => Operators.Expand.Call(this, sizes, false);

        /// <summary>The elements in the order of their indices, without gaps: this tensor's own memory where it is so.</summary>
        public Tensor contiguous() => Operators.Contiguous.Call(this);

        /// <summary>The elements in reverse order along dimensions.</summary>
        public Tensor flip(params long[] dims) => Operators.Flip.Call(this, dims);

        /// <summary>The slices along a dimension, which they lack: the same memory.</summary>
        public Tensor[] unbind(long dimension = 0) => Operators.Unbind.CallList(this, dimension);
    }
}
