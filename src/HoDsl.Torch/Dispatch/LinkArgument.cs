using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace HoDsl.Torch.Dispatch;

/// <summary>A link of a chain as native code sees it; native/hodsl_torch.h documents it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkArgument
{
    public nint Weight;
    public nint Bias;
    public nint RunningMean;
    public nint RunningVar;
    public nint Batches;
    public double Momentum;
    public double Eps;
    public Pair Stride;
    public Pair Padding;
    public Pair Dilation;
    public long Groups;
    public int IsConvolution;
    public int UsesBatch;

    /// <summary>A number for the height and one for the width.</summary>
    [InlineArray(2)]
    internal struct Pair
    {
        private long _first;

        public static implicit operator Pair(long[] numbers)
        {
            Pair pair = default;
            numbers.CopyTo(pair);
            return pair;
        }
    }
}
