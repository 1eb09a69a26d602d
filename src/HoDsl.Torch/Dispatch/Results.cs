using System.Runtime.InteropServices;

namespace HoDsl.Torch.Dispatch;

/// <summary>What an operator gave. Native code keeps it until the next call on this thread.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Results
{
    public Argument* First;
    public int Count;
}
