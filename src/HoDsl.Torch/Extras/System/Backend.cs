namespace HoDsl.Torch;

/// <summary>A libtorch on this machine.</summary>
internal static class Backend
{
    public static ITorchExtras Extras => new SystemExtras();
}
