using System.Text;

namespace HoDsl.Snapshots.Tests;

public sealed class SnapshotFolderTests : IDisposable
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_new_text_fails_and_lies_beside_as_received()
    {
        var failure = await Assert.ThrowsAsync<VerifyException>(() => _folder.VerifyAsync("T.New", "a"));

        Assert.Contains("T.New.received.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("T.New.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["T.New.received.txt"], _folder.Files);
    }

    [Fact]
    public async Task A_text_that_differs_fails_names_both_files_and_leaves_the_accepted_one()
    {
        _folder.Write("T.Differs.verified.txt", "one\ntwo");

        var failure = await Assert.ThrowsAsync<VerifyException>(() => _folder.VerifyAsync("T.Differs", "one\n2"));

        Assert.Contains("T.Differs.received.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("T.Differs.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("line 2", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\ntwo"u8.ToArray(), _folder.Bytes("T.Differs.verified.txt"));
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("a\r\nb")]
    [InlineData("\uFEFFa\nb")]
    [InlineData("a\nb\n")]
    [InlineData("a\nb\r\n")]
    public async Task CRLF_a_byte_order_mark_and_a_final_newline_are_forgiven(string verified)
    {
        _folder.Write("T.Forgiven.verified.txt", verified);

        await _folder.VerifyAsync("T.Forgiven", "a\nb");
    }

    [Theory]
    [InlineData("a\nb\n\n")]
    [InlineData("a\n b")]
    [InlineData("A\nb")]
    public async Task Nothing_else_is_forgiven(string verified)
    {
        _folder.Write("T.Strict.verified.txt", verified);

        await Assert.ThrowsAsync<VerifyException>(() => _folder.VerifyAsync("T.Strict", "a\nb"));
    }

    [Fact]
    public async Task A_pass_leaves_no_received_file()
    {
        _folder.Write("T.Pass.verified.txt", "a");
        _folder.Write("T.Pass.received.txt", "of an earlier run");
        _folder.Write("T.Pass#gone.received.cs", "of an earlier run");
        _folder.Write("T.PassAgain.received.txt", "of another test");

        await _folder.VerifyAsync("T.Pass", "a");

        Assert.Equal(["T.Pass.verified.txt", "T.PassAgain.received.txt"], _folder.Files);
    }

    [Fact]
    public async Task An_accepted_file_that_no_target_claims_fails()
    {
        _folder.Write("T.Stale.verified.txt", "a");
        _folder.Write("T.Stale#gone.g.verified.cs", "class Gone;");
        _folder.Write("T.Stale_of=another.verified.txt", "of another test");

        var failure = await Assert.ThrowsAsync<VerifyException>(() => _folder.VerifyAsync("T.Stale", "a"));

        Assert.Contains("T.Stale#gone.g.verified.cs", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Accepting_writes_what_is_new_or_differs_and_removes_what_is_stale()
    {
        _folder.Write("T.Accept.verified.txt", "old");
        _folder.Write("T.Accept#gone.g.verified.cs", "class Gone;");

        await _folder.VerifyAsync("T.Accept", [new Snapshot(null, "txt", "new"), new Snapshot("One.g", "cs", "class One;")], accepting: true);

        Assert.Equal(["T.Accept#One.g.verified.cs", "T.Accept.verified.txt"], _folder.Files);
        Assert.Equal([.. Bom, .. "new"u8], _folder.Bytes("T.Accept.verified.txt"));
    }

    [Fact]
    public async Task Accepting_leaves_a_file_that_differs_only_in_what_is_forgiven()
    {
        _folder.Write("T.Keep.verified.txt", "a\r\nb\r\n");

        await _folder.VerifyAsync("T.Keep", "a\nb", accepting: true);

        Assert.Equal("a\r\nb\r\n"u8.ToArray(), _folder.Bytes("T.Keep.verified.txt"));
    }

    [Fact]
    public async Task Files_are_UTF8_with_a_byte_order_mark_line_feeds_and_no_newline_added()
    {
        await _folder.VerifyAsync("T.Bytes", "é\r\nb", accepting: true);

        Assert.Equal([.. Bom, .. Encoding.UTF8.GetBytes("é\nb")], _folder.Bytes("T.Bytes.verified.txt"));
    }

    [Fact]
    public async Task Two_verifications_cannot_share_a_name()
    {
        _folder.Write("T.Twice.verified.txt", "a");
        await _folder.VerifyAsync("T.Twice", "a");

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => _folder.VerifyAsync("T.Twice", "a"));

        Assert.Contains("T.Twice", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_replaced_or_removed_before_the_comparison()
    {
        _folder.Write("T.Scrub.verified.txt", "version {scrubbed}\nend\n");
        var settings = new VerifySettings();
        settings.ScrubLinesWithReplace(line => line.StartsWith("version ", StringComparison.Ordinal) ? "version {scrubbed}" : line);
        settings.ScrubLinesWithReplace(line => line == "made today" ? null : line);

        await new SnapshotFolder("T.Scrub", _folder.TestFile, settings, accepting: false).VerifyAsync([Snapshot.Of("version 1.2\nmade today\nend\n", "txt")]);
    }

    public void Dispose() => _folder.Dispose();
}
