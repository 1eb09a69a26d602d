namespace HoDsl.Torch.Dispatch;

/// <summary>The ProfiledOperator of native/hodsl_torch.h.</summary>
internal unsafe struct ProfiledOperator
{
    public byte* Name;
    public long Calls;
    public long Nanoseconds;
    public byte Computes;
}
