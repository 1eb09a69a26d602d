using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Whether operators on this thread are recorded for the backward pass.</summary>
    public static bool is_grad_enabled() => NativeMethods.hodsl_grad_mode() != 0;

    /// <summary>Records no operators on this thread until what it returns is disposed.</summary>
    public static IDisposable no_grad() => new GradMode(false);

    /// <summary>Records operators on this thread until what it returns is disposed.</summary>
    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    private sealed class GradMode : IDisposable
    {
        private readonly bool before = is_grad_enabled();

        public GradMode(bool enabled) => NativeMethods.hodsl_set_grad_mode(enabled ? 1 : 0);

        public void Dispose() => NativeMethods.hodsl_set_grad_mode(before ? 1 : 0);
    }
}
