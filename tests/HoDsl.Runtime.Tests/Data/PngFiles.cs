using System.Diagnostics;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>PNG files that Python wrote: write_png.py shares nothing with the decoder but the specification.</summary>
public sealed class PngFiles : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PngFiles()
    {
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Data", "write_png.py"), _folder.Path];
        using var python = Process.Start(new ProcessStartInfo("/usr/bin/python3", arguments))!;
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
    }

    public string PathOf(string name) => _folder[name + ".png"];

    public byte[] SamplesOf(string name) => File.ReadAllBytes(_folder[name + ".samples"]);

    public void Dispose() => _folder.Dispose();
}
