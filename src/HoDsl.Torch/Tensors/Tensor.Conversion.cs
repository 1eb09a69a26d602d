using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The elements in another type: this tensor where it is of that type, unless a copy is asked for.</summary>
        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The elements in another type: this tensor where it is of that type, unless a copy is asked for.</summary>
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, null, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on another device: this tensor where it is on it, unless a copy is asked for.</summary>
        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(null, device, copy, disposeAfter, non_blocking);

        /// <summary>The elements in another type on another device: this tensor where it is so, unless a copy is asked for.</summary>
        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Move(type, device, copy, disposeAfter, non_blocking);

        /// <summary>The tensor on the processor.</summary>
        public Tensor cpu() => to(CPU);

        /// <summary>A copy, with the same history.</summary>
        public Tensor clone() => Operators.Clone.Call(this, Value.None);

        /// <summary>Copies another tensor's elements into this one, converted where they are of another type.</summary>
        public Tensor copy_(Tensor source, bool nonBlocking = false) => InPlace(Operators.Copy_, this, source, nonBlocking);

        /// <summary>Whether a type or a device differs from this tensor's.</summary>
        private bool Differs(ScalarType? type, Device? device)
        {
            var info = Info;
            return (type is not null && (int)type.Value != info.Dtype)
                || (device is not null && ((int)device.type != info.DeviceType || (device.index >= 0 && device.index != info.DeviceIndex)));
        }

        private Tensor Move(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool non_blocking)
        {
            var moved = copy || Differs(type, device)
                ? Operators.To.Call(this, type, Value.None, device, Value.None, non_blocking, Value.None)
                : alias();
            if (disposeAfter)
                Dispose();
            return moved;
        }
    }
}
