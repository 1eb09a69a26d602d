namespace HoDsl.Torch;

/// <summary>The TorchSharp packages.</summary>
internal static class Backend
{
    public static ITorchExtras Extras => new PlainExtras();
}
