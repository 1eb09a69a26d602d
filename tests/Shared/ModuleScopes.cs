using static TorchSharp.torch;

namespace HoDsl.Tests;

/// <summary>A module's tensors are the module's own, whatever scope it was made in: a test disposes it, or hands them to its scope.</summary>
internal static class ModuleScopes
{
    /// <summary>Hands the parameters and buffers of a module to the innermost scope, which ends them.</summary>
    public static T InScope<T>(this T module) where T : nn.Module
    {
        CurrentDisposeScope!.Attach(module.parameters().Concat(module.buffers()));
        return module;
    }
}
