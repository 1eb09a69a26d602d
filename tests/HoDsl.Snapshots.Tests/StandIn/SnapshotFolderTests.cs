namespace HoDsl.Snapshots.Tests.StandIn;

/// <summary>Accepting, of which Verify has nothing but its diff tools.</summary>
public sealed class SnapshotFolderTests : IDisposable
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Accepting_writes_what_is_new_or_differs_and_removes_what_is_stale()
    {
        _folder.Write("T.Accept.verified.txt", "old");
        _folder.Write("T.Accept#gone.g.verified.cs", "class Gone;");

        await AcceptAsync("T.Accept", [new Snapshot(null, "txt", "new"), new Snapshot("One.g", "cs", "class One;")]);

        Assert.Equal(["T.Accept#One.g.verified.cs", "T.Accept.verified.txt"], _folder.Files);
        Assert.Equal([.. Bom, .. "new"u8], _folder.Bytes("T.Accept.verified.txt"));
    }

    [Fact]
    public async Task Accepting_leaves_a_file_that_differs_only_in_what_is_forgiven()
    {
        _folder.Write("T.Keep.verified.txt", "a\r\nb\r\n");

        await AcceptAsync("T.Keep", [new Snapshot(null, "txt", "a\nb")]);

        Assert.Equal("a\r\nb\r\n"u8.ToArray(), _folder.Bytes("T.Keep.verified.txt"));
    }

    [Fact]
    public async Task A_failure_says_where_the_texts_first_differ()
    {
        _folder.Write("T.Differs.verified.txt", "one\ntwo");

        var failure = await Assert.ThrowsAsync<VerifyException>(() => VerifyAsync("T.Differs", [new Snapshot(null, "txt", "one\n2")], accepting: false));

        Assert.Contains("first at line 2\n    received: 2\n    verified: two", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("./hodsl test --accept, or elsewhere HODSL_ACCEPT=1 dotnet test", failure.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private Task AcceptAsync(string prefix, IReadOnlyList<Snapshot> snapshots) => VerifyAsync(prefix, snapshots, accepting: true);

    private Task VerifyAsync(string prefix, IReadOnlyList<Snapshot> snapshots, bool accepting) =>
        new SnapshotFolder(prefix, Path.Combine(_folder.FullName, "Tests.cs"), new VerifySettings(), accepting).VerifyAsync(snapshots);
}
