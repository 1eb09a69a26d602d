using System.Runtime.InteropServices;
using HoDsl.Torch.Dispatch;

namespace HoDsl.Torch;

/// <summary>Operators as libtorch's own observers see them.</summary>
internal static unsafe class OperatorProfile
{
    /// <summary>Does some work, and gives what its operators took.</summary>
    public static IReadOnlyList<OperatorTime> Of(Action work)
    {
        NativeMethods.Check(NativeMethods.hodsl_profile_start());
        try
        {
            work();
        }
        catch
        {
            Stop();
            throw;
        }

        return Stop();
    }

    private static List<OperatorTime> Stop()
    {
        ProfiledOperator* first;
        int count;
        NativeMethods.Check(NativeMethods.hodsl_profile_stop(&first, &count));
        var times = new List<OperatorTime>(count);
        foreach (var measured in new ReadOnlySpan<ProfiledOperator>(first, count))
            times.Add(new(Marshal.PtrToStringUTF8((nint)measured.Name)!, measured.Calls, measured.Nanoseconds * 1e-9, measured.Computes != 0));
        return times;
    }
}
