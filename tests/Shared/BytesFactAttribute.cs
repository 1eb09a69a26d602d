using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Tests;

/// <summary>A test that counts bytes of tensors, skipped with the reason where nothing counts them.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BytesFactAttribute : FactAttribute
{
    internal const string NotCounted = "the TorchSharp packages do not count bytes on the processor";

    public BytesFactAttribute() => Skip = AreCounted ? null : NotCounted;

    internal static bool AreCounted => TorchExtras.Current.Memory(CPU) is not null;
}

/// <summary>Several of such tests.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BytesTheoryAttribute : TheoryAttribute
{
    public BytesTheoryAttribute() => Skip = BytesFactAttribute.AreCounted ? null : BytesFactAttribute.NotCounted;
}
