using System.Collections.Concurrent;
using System.Text;
using VerifyTests;

namespace HoDsl.Snapshots;

/// <summary>The folder in which the snapshots of one test lie: it compares, accepts, and finds those that nothing claims any more.</summary>
internal sealed class SnapshotFolder
{
    private static readonly UTF8Encoding Utf8WithBom = new(encoderShouldEmitUTF8Identifier: true);
    private static readonly ConcurrentDictionary<string, byte> TakenNames = new();

    private readonly string _folder;
    private readonly string _prefix;
    private readonly VerifySettings _settings;
    private readonly bool _accepting;
    private readonly List<string> _failures = [];

    /// <param name="prefix">What the names of this test's files begin with.</param>
    /// <param name="sourceFile">The test's file.</param>
    /// <param name="settings">The folder, if not the test's, and the replacements.</param>
    /// <param name="accepting">Whether what the test makes becomes the accepted snapshot, instead of being compared with it.</param>
    public SnapshotFolder(string prefix, string sourceFile, VerifySettings settings, bool accepting)
    {
        _folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(sourceFile)!, settings.Directory ?? ""));
        _prefix = prefix;
        _settings = settings;
        _accepting = accepting;
    }

    public async Task VerifyAsync(IReadOnlyList<Snapshot> snapshots)
    {
        Directory.CreateDirectory(_folder);
        ClaimName();
        foreach (var file in Files("received"))
        {
            File.Delete(file);
        }

        foreach (var snapshot in snapshots)
        {
            await VerifyAsync(snapshot);
        }

        RemoveOrReport(Files("verified").Except(snapshots.Select(snapshot => PathOf(snapshot, "verified"))));
        if (_failures.Count > 0)
        {
            throw new VerifyException($"In {_folder}:\n{string.Join('\n', _failures)}\nTo accept what the tests made: ./hodsl test --accept, or elsewhere HODSL_ACCEPT=1 dotnet test");
        }
    }

    private async Task VerifyAsync(Snapshot snapshot)
    {
        var verified = PathOf(snapshot, "verified");
        var received = PathOf(snapshot, "received");
        var text = _settings.Scrub(snapshot.Text);
        var accepted = File.Exists(verified) ? (await File.ReadAllTextAsync(verified)).ReplaceLineEndings("\n") : null;
        if (text == accepted || text + "\n" == accepted)
        {
            return;
        }

        if (_accepting)
        {
            await File.WriteAllTextAsync(verified, text, Utf8WithBom);
            return;
        }

        await File.WriteAllTextAsync(received, text, Utf8WithBom);
        _failures.Add(accepted is null
            ? $"New: {Path.GetFileName(received)}\n  has no {Path.GetFileName(verified)}"
            : $"Not equal: {Path.GetFileName(received)}\n  differs from {Path.GetFileName(verified)}\n{FirstDifference(text, accepted)}");
    }

    private void RemoveOrReport(IEnumerable<string> unclaimed)
    {
        foreach (var file in unclaimed.Order(StringComparer.Ordinal))
        {
            if (_accepting)
            {
                File.Delete(file);
            }
            else
            {
                _failures.Add($"Not claimed by any target: {Path.GetFileName(file)}");
            }
        }
    }

    /// <summary>Two calls under one name would overwrite each other's snapshots.</summary>
    private void ClaimName()
    {
        if (!TakenNames.TryAdd(Path.Combine(_folder, _prefix), 0))
        {
            throw new InvalidOperationException($"Two verifications share the name {_prefix}: tell them apart with UseParameters, UseMethodName or UseFileName.");
        }
    }

    private string PathOf(Snapshot snapshot, string state)
    {
        var target = snapshot.Name is null ? "" : $"#{snapshot.Name}";
        return Path.Combine(_folder, $"{_prefix}{target}.{state}.{snapshot.Extension}");
    }

    private IReadOnlyList<string> Files(string state) =>
        [.. Directory.EnumerateFiles(_folder, $"*.{state}.*").Where(file => IsOfThisTest(Path.GetFileName(file), state))];

    private bool IsOfThisTest(string fileName, string state) =>
        fileName.StartsWith($"{_prefix}.{state}.", StringComparison.Ordinal) || fileName.StartsWith($"{_prefix}#", StringComparison.Ordinal);

    private static string FirstDifference(string received, string verified)
    {
        var receivedLines = received.Split('\n');
        var verifiedLines = verified.Split('\n');
        var line = receivedLines.Zip(verifiedLines).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"  first at line {line + 1}\n    received: {LineAt(receivedLines, line)}\n    verified: {LineAt(verifiedLines, line)}";
    }

    private static string LineAt(string[] lines, int line) => line < lines.Length ? lines[line] : "(the text ends before it)";
}
