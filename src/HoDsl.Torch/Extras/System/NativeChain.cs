using HoDsl.Torch.Dispatch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Chains as native code runs them, in one node of the backward graph.</summary>
internal static unsafe class NativeChain
{
    private const int TensorsOfLink = 5;

    /// <summary>What a chain makes of a map, or null, with nothing done, where its links are not of those that native code runs.</summary>
    public static Tensor? TryRun(ReadOnlySpan<Link> links, Tensor input)
    {
        var tensors = new Tensor?[1 + (TensorsOfLink * links.Length)];
        var arguments = stackalloc LinkArgument[links.Length];
        tensors[0] = input;
        for (var i = 0; i < links.Length; i++)
        {
            var tensorsOfLink = tensors.AsSpan(1 + (TensorsOfLink * i), TensorsOfLink);
            if (!(links[i].Norm is { } norm ? TryRead(norm, out arguments[i], tensorsOfLink) : TryRead(links[i].Convolution!, out arguments[i], tensorsOfLink)))
                return null;
        }

        using var held = new HeldList(tensors);
        for (var i = 0; i < links.Length; i++)
        {
            var handles = held.Handles.AsSpan(1 + (TensorsOfLink * i), TensorsOfLink);
            (arguments[i].Weight, arguments[i].Bias) = (handles[0], handles[1]);
            (arguments[i].RunningMean, arguments[i].RunningVar, arguments[i].Batches) = (handles[2], handles[3], handles[4]);
        }

        nint result;
        NativeMethods.Check(NativeMethods.hodsl_chain(held.Handles[0], arguments, links.Length, &result));
        return result == 0 ? null : new Tensor(result);
    }

    private static bool TryRead(Conv2d convolution, out LinkArgument argument, Span<Tensor?> tensors)
    {
        argument = new()
        {
            IsConvolution = 1,
            Stride = convolution.stride,
            Padding = convolution.padding,
            Dilation = convolution.dilation,
            Groups = convolution.groups,
        };
        (tensors[0], tensors[1]) = (convolution.weight, convolution.bias);
        return convolution.padding_type is null && !convolution.HasHooks;
    }

    private static bool TryRead(BatchNorm2d norm, out LinkArgument argument, Span<Tensor?> tensors)
    {
        argument = new()
        {
            UsesBatch = norm.UsesBatch ? 1 : 0,
            Momentum = norm.momentum ?? 0,
            Eps = norm.eps,
        };
        (tensors[0], tensors[1]) = norm.affine ? (norm.weight, norm.bias) : (null, null);
        (tensors[2], tensors[3], tensors[4]) = (norm.running_mean, norm.running_var, norm.CountsBatches ? norm.num_batches_tracked : null);
        return norm.momentum is not null;
    }
}
