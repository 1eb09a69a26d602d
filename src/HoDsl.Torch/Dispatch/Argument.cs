using System.Runtime.InteropServices;

namespace HoDsl.Torch.Dispatch;

/// <summary>One argument or result of an operator as native code sees it: 16 bytes without references.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Argument
{
    /// <summary>An integer, the bits of a double, a handle or an address: as <see cref="Kind"/> says.</summary>
    public long Bits;

    public Kind Kind;

    /// <summary>How many elements a list has.</summary>
    public int Count;
}
