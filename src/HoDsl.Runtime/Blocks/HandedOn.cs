using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>Results of what may hand on its input as it came.</summary>
internal static class HandedOn
{
    /// <summary>A result with a handle of its own: where it is the input itself there are two holders of one map, and either may release it.</summary>
    public static Tensor NotThe(this Tensor result, Tensor input) => ReferenceEquals(result, input) ? input.alias() : result;
}
