using System.Runtime.CompilerServices;
using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Gradients;

/// <summary>A part of a network whose backward pass can compute it once more, so that nothing is stored but what it reads.</summary>
/// <param name="modules">What it computes with: the owners of its parameters and buffers.</param>
internal sealed class Segment(params IReadOnlyList<Module> modules)
{
    private static readonly ConditionalWeakTable<Module, Segment> Modules = [];

    /// <summary>Whether it is computed once more.</summary>
    public bool IsRecomputed { get; set; }

    /// <summary>Is told when it is; null for nobody.</summary>
    public IRecomputationWatch? Watch { get; set; }

    /// <summary>The owners of its parameters and buffers.</summary>
    public IReadOnlyList<Module> Owners => modules;

    /// <summary>Its parameters that are learnt.</summary>
    public IReadOnlyList<Tensor> Parameters => [.. modules.SelectMany(module => module.parameters()).Where(parameter => parameter.requires_grad)];

    /// <summary>The segment that is one module, wherever the module is called from.</summary>
    public static Segment Of(Module module) => Modules.GetValue(module, _ => new(module));

    /// <summary>Calls a module, which may be a segment.</summary>
    public static Tensor Call(Module<Tensor, Tensor> module, Tensor input) => Call(module, [input], maps => module.call(maps[0]));

    /// <summary>Calls a module that depends on time, which may be a segment.</summary>
    public static Tensor Call(Module<Tensor, Tensor, Tensor> module, Tensor input, Tensor time) => Call(module, [input, time], maps => module.call(maps[0], maps[1]));

    /// <summary>Calls a module, which may be a segment, for what it gives times a number.</summary>
    public static Tensor CallScaled(Module<Tensor, Tensor> module, Tensor input, Tensor scale) => Call(module, [input, scale], maps => ((IScalable)module).Scaled(maps[0], maps[1]));

    /// <summary>Computes the segment.</summary>
    /// <param name="inputs">What it reads.</param>
    /// <param name="compute">Computes it, out of these or others in their place: a function of them, the parameters and random numbers.</param>
    /// <returns>New tensors.</returns>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> compute)
    {
        if (!IsRecomputed || !is_grad_enabled())
            return compute(inputs);
        using var random = RandomState.Now(inputs[0].device);
        return Recomputed.apply([new Recomputation(this, inputs, compute), random, .. inputs, .. Parameters]);
    }

    private static Tensor Call(Module module, IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>, Tensor> call) =>
        Modules.TryGetValue(module, out var segment) && segment.IsRecomputed ? segment.Run(inputs, maps => [call(maps)])[0] : call(inputs);
}
