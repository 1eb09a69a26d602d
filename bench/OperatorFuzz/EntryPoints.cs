using System.Reflection;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Bench.OperatorFuzz;

/// <summary>The public methods that take or make tensors.</summary>
internal static class EntryPoints
{
    // What changes the process for all later cases, holds memory of no tensor, or waits.
    private static readonly HashSet<string> Excluded =
    [
        "set_num_threads", "set_num_interop_threads", "set_default_dtype", "set_default_device", "manual_seed", "NewDisposeScope", "no_grad",
        "enable_grad", "set_grad_enabled", "inference_mode", "synchronize", "Dispose", "MoveToOtherDisposeScope", "MoveToOuterDisposeScope",
        "DetachFromDisposeScope", "GetHashCode", "Equals", "GetType", "set_rng_state", "use_deterministic_algorithms",
    ];

    private static readonly Type[] Holders = [typeof(torch), typeof(nn.functional), typeof(nn.init), typeof(autograd), typeof(Tensor), typeof(TensorExtensionMethods), typeof(OwnOperators)];

    public static readonly IReadOnlyList<MethodInfo> All =
    [
        .. from holder in Holders
           from method in holder.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly)
           where !Excluded.Contains(method.Name) && !method.ReturnType.IsByRefLike && method.GetParameters().All(Arguments.CanMake)
           let closed = method.IsGenericMethodDefinition ? method.MakeGenericMethod(typeof(float)) : method
           orderby holder.FullName, closed.ToString()
           select closed,
    ];
}
