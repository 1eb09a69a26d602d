namespace HoDsl.Runtime.Training;

/// <summary>Says of a module that which operators its forward pass asks for depends on nothing but tensors' shapes, the module's parameters and <see cref="TorchSharp.torch.nn.Module.training"/>.</summary>
/// <remarks>
/// Training records a step on the processor and computes the later ones from that. It does so where all modules of the network are of this library, made by
/// its compiler, or say this: what a forward pass decides by fields of its own, or by random numbers that are no tensors, would be decided once.
/// </remarks>
public interface IRecordable;
