using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>What there is to know of the tensor. Its addresses live as long as the tensor: keep it alive while they are used.</summary>
        internal unsafe TensorInfo Info
        {
            get
            {
                using var self = new Held(this);
                TensorInfo info;
                NativeMethods.Check(NativeMethods.hodsl_tensor_info(self, &info));
                return info;
            }
        }

        /// <summary>The type of the elements.</summary>
        public ScalarType dtype => (ScalarType)Info.Dtype;

        /// <summary>Where the elements live.</summary>
        public Device device
        {
            get
            {
                var info = Info;
                return new Device((DeviceType)info.DeviceType, info.DeviceIndex);
            }
        }

        /// <summary>The type of the device.</summary>
        public DeviceType device_type => (DeviceType)Info.DeviceType;

        /// <summary>The size of each dimension.</summary>
        public unsafe long[] shape
        {
            get
            {
                using var self = new Held(this);
                var info = Info;
                return new ReadOnlySpan<long>(info.Sizes, info.Dimensions).ToArray();
            }
        }

        /// <summary>For each dimension, how many elements lie between two neighbours.</summary>
        public unsafe long[] stride()
        {
            using var self = new Held(this);
            var info = Info;
            return new ReadOnlySpan<long>(info.Strides, info.Dimensions).ToArray();
        }

        /// <summary>How many dimensions there are.</summary>
        public long dim() => Info.Dimensions;

        /// <summary>How many dimensions there are.</summary>
        public long ndim => Info.Dimensions;

        /// <summary>How many elements there are.</summary>
        public long numel() => Info.Numel;

        /// <summary>How many bytes an element has.</summary>
        public long ElementSize => Info.ItemSize;

        /// <summary>Whether the elements lie in memory in the order of their indices, without gaps.</summary>
        public bool is_contiguous() => Info.IsContiguous != 0;

        private int At(int dim)
        {
            var dimensions = Info.Dimensions;
            return dim >= -dimensions && dim < dimensions
                ? (dim + dimensions) % dimensions
                : throw new ArgumentOutOfRangeException(nameof(dim), $"The tensor has {dimensions} dimensions; there is no dimension {dim}.");
        }

        /// <summary>Its type, shape and device; a single element is written out.</summary>
        public override string ToString()
        {
            if (IsInvalid)
                return "a tensor that was disposed";
            var place = device_type == DeviceType.CPU ? "" : $", device = {device}";
            var value = numel() == 1 && device_type == DeviceType.CPU ? $", value = {ToScalar().AsText}" : "";
            return $"[{string.Join("x", shape)}], type = {dtype}{place}{value}";
        }
    }
}
