using System.Diagnostics;
using System.Globalization;

namespace HoDsl.Bench.OperatorSpeed;

/// <summary>A Python that calls PyTorch's operators when asked: see operators.py.</summary>
internal sealed class PythonPeer : IDisposable
{
    private readonly Process _process;

    public PythonPeer()
    {
        var script = Path.Combine(AppContext.BaseDirectory, "operators.py");
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [script]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        Version = Answer();
    }

    public string Version { get; }

    /// <summary>The seconds that some calls of an operator take.</summary>
    public double Time(string name, int count)
    {
        _process.StandardInput.WriteLine($"{name} {count}");
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() => _process.StandardOutput.ReadLine() ?? throw new IOException("Python stopped; /usr/bin/python3 needs what Debian and Ubuntu call python3-torch.");
}
