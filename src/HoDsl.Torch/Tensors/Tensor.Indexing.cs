using System.Runtime.CompilerServices;
using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The part at an index of the first dimension; setting it copies into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[long i1]
        {
            get => Operators.Select.Call(this, 0L, i1);
            set => this[[TensorIndex.Single(i1)]] = value;
        }

        /// <summary>The part that indices choose, one a dimension; setting it copies into this tensor.</summary>
        [IndexerName("TensorItems")]
        public Tensor this[params TensorIndex[] indices]
        {
            get => index(indices);
            set
            {
                using var scope = NewDisposeScope();
                var (part, chosen) = TensorIndex.Apply(this, indices);
                if (chosen is null)
                    part.copy_(value);
                else
                    Operators.IndexPut_.Do(part, Value.Optional(chosen), value, false);
            }
        }

        /// <summary>The part that indices choose, one a dimension.</summary>
        public Tensor index(params TensorIndex[] indices)
        {
            using var scope = NewDisposeScope();
            var (part, chosen) = TensorIndex.Apply(this, indices);
            return (chosen is null ? part : Operators.Index.Call(part, Value.Optional(chosen))).MoveToOuterDisposeScope();
        }

        /// <summary>A part of a dimension: length indices from start. The same memory.</summary>
        public Tensor narrow(long dim, long start, long length) => Operators.Narrow.Call(this, dim, start, length);

        /// <summary>Copies of the parts at the indices of a dimension.</summary>
        public Tensor index_select(long dim, Tensor index)
        {
            // Libtorch 1.13 writes as many elements as there are indices where it has made room for one.
            if (this.dim() == 0 && index.numel() != 1)
                throw new ArgumentException($"index_select: a tensor without dimensions has one element to select, not {index.numel()}.", nameof(index));
            return Operators.IndexSelect.Call(this, dim, index);
        }

        /// <summary>From each line along a dimension, the elements at the indices given for it.</summary>
        public Tensor gather(long dim, Tensor index) => Operators.Gather.Call(this, dim, index, false);
    }
}
