using HoDsl.Torch;
using HoDsl.Torch.Dispatch;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The only element.</summary>
        /// <typeparam name="T">The C# type of the tensor's own type of elements.</typeparam>
        /// <exception cref="ArgumentException">There is not exactly one element, or it is of another type.</exception>
        public unsafe T item<T>() where T : unmanaged
        {
            if (numel() != 1)
                throw new ArgumentException($"item() takes a tensor of one element, not of {numel()}.");
            using var onProcessor = cpu();
            using var elements = onProcessor.data<T>();
            return elements[new long[onProcessor.ndim]];
        }

        /// <summary>The elements as C# sees them, on the processor.</summary>
        /// <typeparam name="T">The C# type of the tensor's own type of elements.</typeparam>
        /// <exception cref="InvalidOperationException">The tensor is on another device.</exception>
        /// <exception cref="ArgumentException">The elements are of another type.</exception>
        public TensorAccessor<T> data<T>() where T : unmanaged => new(this);

        /// <summary>The bytes of the elements. They are valid until the tensor's memory is freed.</summary>
        /// <exception cref="InvalidOperationException">The tensor is on another device, or not contiguous.</exception>
        public unsafe Span<byte> bytes
        {
            get
            {
                var info = Info;
                RequireProcessor(info);
                RecordingState.Refuse("reads or writes the bytes of a tensor");
                if (info.IsContiguous == 0)
                    throw new InvalidOperationException("The bytes of a tensor that is not contiguous have no order: call contiguous() first.");
                return new Span<byte>(info.Data, checked((int)(info.Numel * info.ItemSize)));
            }

            set
            {
                using var held = new Held(this);
                var target = bytes;
                if (value.Length != target.Length)
                    throw new ArgumentException($"The tensor has {target.Length} bytes, not {value.Length}.");
                value.CopyTo(target);
            }
        }

        internal static void RequireProcessor(TensorInfo info)
        {
            if (info.DeviceType != (int)DeviceType.CPU)
                throw new InvalidOperationException("Only elements on the processor can be read: call cpu() first.");
        }

        /// <summary>The only element, whatever its type.</summary>
        public Scalar ToScalar() => Operators.Item.CallScalar(this);
    }
}

/// <summary>Tensors of one element as numbers.</summary>
public static class TensorExtensionMethods
{
    /// <summary>The only element in double precision.</summary>
    public static double ToDouble(this torch.Tensor value) => value.ToScalar().AsDouble;

    /// <summary>The only element, cut to an integer.</summary>
    public static long ToInt64(this torch.Tensor value) => value.ToScalar().AsInt64;
}
