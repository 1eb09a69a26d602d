using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>What an index chooses of a dimension: one place, a range, all of it, or the places that a tensor lists or marks.</summary>
    public struct TensorIndex
    {
        private enum Choice
        {
            NewDimension,
            Ellipsis,
            Single,
            Slice,
            Listed,
        }

        private Choice choice;
        private long? start;
        private long? stop;
        private long? step;
        private Tensor? listed;

        /// <summary>As many whole dimensions as are left over.</summary>
        public static TensorIndex Ellipsis = new() { choice = Choice.Ellipsis };

        /// <summary>A new dimension of size 1.</summary>
        public static TensorIndex None = new() { choice = Choice.NewDimension };

        /// <summary>A whole dimension.</summary>
        public static TensorIndex Colon = Slice((long?)null);

        /// <summary>The places from start to before stop, every step-th of them.</summary>
        public static TensorIndex Slice(long? start = null, long? stop = null, long? step = null) =>
            new() { choice = Choice.Slice, start = start, stop = stop, step = step };

        /// <summary>The places of a range.</summary>
        public static TensorIndex Slice(Range range) => Slice(Bound(range.Start), range.End.Equals(Index.End) ? null : Bound(range.End));

        /// <summary>One place; the dimension is gone.</summary>
        public static TensorIndex Single(long? index) =>
            index is null ? None : new() { choice = Choice.Single, start = index };

        /// <summary>The places that a tensor of integers lists or a tensor of truth values marks.</summary>
        public static TensorIndex Tensor(Tensor tensor) => new() { choice = Choice.Listed, listed = tensor };

        /// <summary>One place; the dimension is gone.</summary>
        public static implicit operator TensorIndex(long value) => Single(value);

        /// <summary>The places of a range.</summary>
        public static implicit operator TensorIndex(Range range) => Slice(range);

        /// <summary>One place; the dimension is gone.</summary>
        public static implicit operator TensorIndex(Index index) => Single(Bound(index));

        /// <summary>Applies the indices that are views, and lists those that are tensors by the dimension they stand at.</summary>
        internal static (Tensor Part, Tensor?[]? Chosen) Apply(Tensor tensor, TensorIndex[] indices)
        {
            var part = tensor;
            var chosen = new List<(long Place, Tensor Places)>();
            // A mask of several dimensions is one tensor in the list, and several dimensions of the part.
            long dim = 0, masked = 0;
            foreach (var index in indices)
            {
                switch (index.choice)
                {
                    case Choice.NewDimension:
                        part = part.unsqueeze(dim++);
                        break;
                    case Choice.Ellipsis:
                        dim = part.ndim - DimensionsAfterEllipsis(indices);
                        break;
                    case Choice.Single:
                        part = Operators.Select.Call(part, dim, index.start!.Value);
                        break;
                    case Choice.Slice:
                        part = Operators.Slice.Call(part, dim++, index.start, index.stop, index.step ?? 1);
                        break;
                    case Choice.Listed:
                        chosen.Add((dim - masked, index.listed!));
                        dim += index.Dimensions;
                        masked += index.Dimensions - 1;
                        break;
                }
            }

            return (ReferenceEquals(part, tensor) ? tensor.alias() : part, ByPlace(chosen));
        }

        private static long DimensionsAfterEllipsis(TensorIndex[] indices) =>
            indices.SkipWhile(index => index.choice != Choice.Ellipsis).Sum(index => index.Dimensions);

        // Of how many dimensions of the tensor it chooses: a mask has as many itself.
        private long Dimensions => choice switch
        {
            Choice.Single or Choice.Slice => 1,
            Choice.Listed => listed!.dtype == ScalarType.Bool ? listed.ndim : 1,
            _ => 0,
        };

        private static Tensor?[]? ByPlace(List<(long Place, Tensor Places)> chosen)
        {
            if (chosen.Count == 0)
                return null;
            var byPlace = new Tensor?[chosen[^1].Place + 1];
            foreach (var (place, places) in chosen)
                byPlace[place] = places;
            return byPlace;
        }

        private static long Bound(Index index) => index.IsFromEnd ? -index.Value : index.Value;
    }
}
