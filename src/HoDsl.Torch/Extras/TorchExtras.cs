namespace HoDsl.Torch;

/// <summary>The extras of the backend that this assembly was built for.</summary>
public static class TorchExtras
{
    /// <summary>The extras.</summary>
    public static ITorchExtras Current { get; internal set; } = Backend.Extras;
}
