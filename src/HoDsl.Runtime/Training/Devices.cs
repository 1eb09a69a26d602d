using System.Globalization;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>The devices that networks compute on, by their names: the processor, <c>cpu</c>, and NVIDIA GPUs, <c>cuda</c> or <c>cuda:1</c>.</summary>
public static class Devices
{
    private const string Processor = "cpu", Gpu = "cuda";

    /// <summary>The device of a name, whether it is here or not; null where no device has that name.</summary>
    public static Device? Named(string name) => name.Split(':') switch
    {
        [Processor] => CPU,
        [Gpu] => CUDA,
        // More of them libtorch does not count.
        [Gpu, var number] when sbyte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) => new(TorchSharp.DeviceType.CUDA, index),
        _ => null,
    };

    /// <summary>Whether libtorch can compute on a device: on the processor always, on a GPU where it is built for it and finds it.</summary>
    public static bool IsHere(Device device) => device.type switch
    {
        TorchSharp.DeviceType.CPU => true,
        TorchSharp.DeviceType.CUDA => cuda.is_available() && device.index < cuda.device_count(),
        _ => false,
    };

    /// <summary>Makes sure that libtorch can compute on a device.</summary>
    /// <returns>The device.</returns>
    /// <exception cref="UserException">It cannot.</exception>
    public static Device Here(Device device) => IsHere(device) ? device : throw new UserException($"There is no {device} here: {Found(cuda.device_count())}.");

    /// <inheritdoc cref="Here(Device)"/>
    /// <param name="name">The device's name.</param>
    public static Device Here(string name) => Here(Named(name) ?? throw new UserException($"No device has the name '{name}'; take cpu, cuda, or cuda:1 for the second GPU."));

    private static string Found(int gpus) => gpus switch
    {
        0 => "libtorch finds no GPU that it can use; take the processor, cpu",
        1 => "the only GPU is cuda:0",
        _ => $"the GPUs are cuda:0 to cuda:{gpus - 1}",
    };
}
