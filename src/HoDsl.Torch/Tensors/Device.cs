namespace TorchSharp;

/// <summary>A kind of device that tensors live on.</summary>
public enum DeviceType
{
    /// <summary>The processor's memory.</summary>
    CPU = 0,

    /// <summary>An NVIDIA GPU.</summary>
    CUDA = 1,

    /// <summary>An Apple GPU.</summary>
    MPS = 13,

    /// <summary>No memory at all: tensors with a shape and no data.</summary>
    META = 14,
}

public static partial class torch
{
    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>A device of a type; the index tells several of them apart, -1 leaves it open.</summary>
        /// <exception cref="ArgumentException">libtorch counts no devices of that index.</exception>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index is >= -1 and <= sbyte.MaxValue
                ? index
                : throw new ArgumentException($"There is no device of the index {index}: indices go from 0 to {sbyte.MaxValue}, and -1 leaves it open.", nameof(index));
        }

        /// <summary>A device as PyTorch writes it: "cpu", "cuda", "cuda:1".</summary>
        /// <exception cref="ArgumentException">No device has such a name.</exception>
        public Device(string description)
            : this(TypeNamed(description.Split(':')[0]), IndexIn(description))
        {
        }

        /// <summary>The type of the device.</summary>
        public DeviceType type { get; }

        /// <summary>Which of several devices of a type; -1 where it is left open.</summary>
        public int index { get; }

        /// <inheritdoc/>
        public override string ToString() => index < 0 ? type.ToString().ToLowerInvariant() : $"{type.ToString().ToLowerInvariant()}:{index}";

        private static DeviceType TypeNamed(string name) =>
            Enum.TryParse<DeviceType>(name, ignoreCase: true, out var type) && !char.IsAsciiDigit(name[0])
                ? type
                : throw new ArgumentException($"'{name}' is no type of device; 'cpu' and 'cuda' are.", nameof(name));

        private static int IndexIn(string description)
        {
            var parts = description.Split(':');
            return parts.Length == 1 ? -1
                : parts.Length == 2 && int.TryParse(parts[1], out var index) && index >= 0 ? index
                : throw new ArgumentException($"'{description}' is no device; 'cpu', 'cuda' and 'cuda:0' are.", nameof(description));
        }
    }

    /// <summary>The processor's memory.</summary>
    public static Device CPU = new(DeviceType.CPU);

    /// <summary>The current NVIDIA GPU.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);
}
