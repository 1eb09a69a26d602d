using HoDsl.Torch.Dispatch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Chains as native code runs them, in one node of the backward graph.</summary>
internal static unsafe class NativeChain
{
    private const int TensorsOfLink = 5;

    /// <summary>Whether the weights of a link can take what its result is multiplied by.</summary>
    public static bool Scales(Link link) =>
        link.Convolution is { } convolution && Runs(convolution) && convolution.weight.device_type == DeviceType.CPU;

    /// <summary>What a chain makes of a map, times a scale, or null, with nothing done, where its links are not of those that native code runs.</summary>
    /// <remarks>The last convolution takes the scale: h (W * x) is (h W) * x, and the gradient of h is the sum of W times that of h W, also where h is 0.</remarks>
    public static Tensor? TryRun(ReadOnlySpan<Link> links, Tensor input, Tensor? scale)
    {
        foreach (var link in links)
        {
            if (!Runs(link))
                return null;
        }

        if (scale is not null && !Scales(links[^1]))
            return null;
        var tensors = new Tensor?[1 + (TensorsOfLink * links.Length)];
        var arguments = stackalloc LinkArgument[links.Length];
        tensors[0] = input;
        for (var i = 0; i < links.Length; i++)
        {
            var tensorsOfLink = tensors.AsSpan(1 + (TensorsOfLink * i), TensorsOfLink);
            arguments[i] = links[i].Norm is { } norm ? Read(norm, tensorsOfLink) : Read(links[i].Convolution!, tensorsOfLink);
        }

        var last = tensors.AsSpan()[^TensorsOfLink..];
        using var weight = Scaled(last[0], scale);
        using var bias = Scaled(last[1], scale);
        (last[0], last[1]) = (weight ?? last[0], bias ?? last[1]);
        using var held = new HeldList(tensors, "hodsl::chain: argument");
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

    // A sum of one term is a kernel forward and one for each gradient.
    private static Tensor? Scaled(Tensor? weight, Tensor? scale) =>
        weight is null || scale is null ? null
        : (scale.dim() == 0 ? NativeCombination.TryRun([[new Term(new LearntFactor(scale), weight)]])?[0] : null) ?? ScaledWeights.Of(weight, scale);

    private static bool Runs(Link link) => link.Norm is { } norm ? norm.momentum is not null : Runs(link.Convolution!);

    private static bool Runs(Conv2d convolution) =>
        convolution.padding_type is null && !convolution.HasHooks && !nn.functional.StepOverPadding(convolution.weight, convolution.stride, convolution.padding);

    private static LinkArgument Read(Conv2d convolution, Span<Tensor?> tensors)
    {
        (tensors[0], tensors[1]) = (convolution.weight, convolution.bias);
        return new()
        {
            IsConvolution = 1,
            Stride = convolution.stride,
            Padding = convolution.padding,
            Dilation = convolution.dilation,
            Groups = convolution.groups,
        };
    }

    private static LinkArgument Read(BatchNorm2d norm, Span<Tensor?> tensors)
    {
        (tensors[0], tensors[1]) = (norm.weight, norm.bias);
        (tensors[2], tensors[3], tensors[4]) = (norm.running_mean, norm.running_var, norm.CountsBatches ? norm.num_batches_tracked : null);
        return new()
        {
            UsesBatch = norm.UsesBatch ? 1 : 0,
            Momentum = norm.momentum!.Value,
            Eps = norm.eps,
        };
    }
}
