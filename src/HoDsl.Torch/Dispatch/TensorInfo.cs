using System.Runtime.InteropServices;

namespace HoDsl.Torch.Dispatch;

/// <summary>What there is to know of a tensor, in one call. The addresses live as long as the tensor keeps its shape.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TensorInfo
{
    public long* Sizes;
    public long* Strides;
    public void* Data;
    public long Numel;
    public int Dimensions;
    public int Dtype;
    public int DeviceType;
    public int DeviceIndex;
    public int ItemSize;
    public byte RequiresGrad;
    public byte IsLeaf;
    public byte IsContiguous;
}
