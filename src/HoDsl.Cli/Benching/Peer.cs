using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Runtime;
using HoDsl.Runtime.Training;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Cli.Benching;

/// <summary>PyTorch in a process of its own, which takes a step when asked and rests otherwise: see peer.py.</summary>
internal sealed class Peer : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly Process _process;
    private readonly Task<string> _complaints;
    private int _opened;

    /// <summary>Starts PyTorch.</summary>
    /// <param name="threads">How many threads it computes with.</param>
    /// <exception cref="UserException">There is no Python with PyTorch.</exception>
    public Peer(int threads)
    {
        using var script = new StreamReader(typeof(Peer).Assembly.GetManifestResourceStream("peer.py")!);
        var start = new ProcessStartInfo(Python, ["-c", script.ReadToEnd()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["OMP_NUM_THREADS"] = threads.ToString(CultureInfo.InvariantCulture) },
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception)
        {
            throw new UserException($"{Python} was not found; the bench compares with PyTorch, which Debian and Ubuntu call python3-torch.");
        }

        _complaints = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>Opens a case in plain PyTorch.</summary>
    /// <param name="benchCase">The case.</param>
    /// <param name="device">Where it computes.</param>
    /// <param name="convolutionsOnly">Whether batch norm, ReLU and combinations are left out.</param>
    public IProfiled Open(BenchCase benchCase, Device device, bool convolutionsOnly)
    {
        var scheme = SchemeCompiler.CompileBuiltIn().Select(compiled => compiled.Scheme!)
            .Single(scheme => scheme.Name == Catalogue.Find(benchCase.Scheme).Name);
        var used = scheme.StagesUsed;
        double[] Cells(Row row) => [.. used.Select(stage => row.Stages[stage].ToDouble())];
        var id = _opened++;
        Ask(JsonSerializer.Serialize(
            new PeerCase(
                id, [.. used.Select(stage => Cells(scheme.Tableau.StageRows[stage]))], Cells(scheme.Tableau.Weights),
                (benchCase.Layers - 2) / (2 * used.Count), benchCase.Width, benchCase.Batch,
                benchCase.Precision == Precision.BFloat16 ? "bf16" : "fp32", device.ToString(), benchCase.Trains, convolutionsOnly, Alone: !convolutionsOnly),
            PeerJson.Default.PeerCase));
        return new Contestant(this, id);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(string request)
    {
        try
        {
            _process.StandardInput.WriteLine(request);
            _process.StandardInput.Flush();
        }
        catch (IOException)
        {
            // The process is gone; what it said tells why.
        }

        return _process.StandardOutput.ReadLine() ?? throw new UserException($"PyTorch stopped: {_complaints.Result.TrimEnd().Split('\n')[^1]} (the bench needs {Python} with what Debian and Ubuntu call python3-torch).");
    }

    private sealed class Contestant(Peer peer, int id) : IProfiled
    {
        public double Step() => double.Parse(peer.Ask($"{{\"step\": {id}}}"), CultureInfo.InvariantCulture);

        public IReadOnlyList<OperatorTime> Profile() => JsonSerializer.Deserialize(peer.Ask($"{{\"profile\": {id}}}"), PeerJson.Default.IReadOnlyListOperatorTime)!;
    }
}
