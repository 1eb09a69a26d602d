using System.Text;

namespace HoDsl.Snapshots.Tests;

/// <summary>What Verify does with the files of a test, seen from outside: these tests pass with the stand-in and with the official packages.</summary>
public sealed class ConventionTests : IDisposable
{
    private static readonly byte[] Bom = [0xEF, 0xBB, 0xBF];

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_new_text_fails_and_lies_beside_as_received()
    {
        var failure = await FailureOf("New", "a");

        Assert.Contains("New.received.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("New.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["New.received.txt"], _folder.Files);
    }

    [Fact]
    public async Task A_text_that_differs_fails_names_both_files_and_leaves_the_accepted_one()
    {
        _folder.Write("Differs.verified.txt", "one\ntwo");

        var failure = await FailureOf("Differs", "one\n2");

        Assert.Contains("Differs.received.txt", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Differs.verified.txt", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["Differs.received.txt", "Differs.verified.txt"], _folder.Files);
        Assert.Equal("one\ntwo"u8.ToArray(), _folder.Bytes("Differs.verified.txt"));
    }

    [Fact]
    public async Task Files_are_UTF8_with_a_byte_order_mark_line_feeds_and_no_newline_added()
    {
        await FailureOf("Bytes", "é\r\nb");

        Assert.Equal([.. Bom, .. Encoding.UTF8.GetBytes("é\nb")], _folder.Bytes("Bytes.received.txt"));
    }

    [Theory]
    [InlineData("crlf", "a\r\nb")]
    [InlineData("mark", "\uFEFFa\nb")]
    [InlineData("newline", "a\nb\n")]
    [InlineData("all", "\uFEFFa\r\nb\r\n")]
    public async Task CRLF_a_byte_order_mark_and_a_final_newline_are_forgiven(string name, string verified)
    {
        _folder.Write($"{name}.verified.txt", verified);

        await Run(name, "a\nb");
    }

    [Theory]
    [InlineData("newlines", "a\nb\n\n")]
    [InlineData("space", "a\n b")]
    [InlineData("case", "A\nb")]
    public async Task Nothing_else_is_forgiven(string name, string verified)
    {
        _folder.Write($"{name}.verified.txt", verified);

        await FailureOf(name, "a\nb");
    }

    [Fact]
    public async Task A_pass_leaves_no_received_file()
    {
        _folder.Write("Pass.verified.txt", "a");
        _folder.Write("Pass.received.txt", "of an earlier run");
        _folder.Write("Pass#gone.received.cs", "of an earlier run");
        _folder.Write("PassAgain.received.txt", "of another test");

        await Run("Pass", "a");

        Assert.Equal(["Pass.verified.txt", "PassAgain.received.txt"], _folder.Files);
    }

    [Fact]
    public async Task An_accepted_file_that_no_target_claims_fails()
    {
        _folder.Write("Stale.verified.txt", "a");
        _folder.Write("Stale#gone.g.verified.cs", "class Gone;");
        _folder.Write("Stale_of=another.verified.txt", "of another test");

        var failure = await FailureOf("Stale", "a");

        Assert.Contains("Stale#gone.g.verified.cs", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("another", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_verifications_cannot_share_a_name()
    {
        _folder.Write("Twice.verified.txt", "a");
        await Run("Twice", "a");

        Assert.Contains("Twice", (await FailureOf("Twice", "a")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "", "emptyString")]
    [InlineData("blank", "\n", "\n")]
    [InlineData("ends", "a\n", "a\n")]
    public async Task A_text_is_kept_as_it_is(string name, string text, string kept)
    {
        await FailureOf(name, text);

        Assert.Equal([.. Bom, .. Encoding.UTF8.GetBytes(kept)], _folder.Bytes($"{name}.received.txt"));
    }

    [Theory]
    [InlineData("plain", 0.5, "parameters_scheme=plain_width=0.5")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", 1.0, "parameters_scheme=a-b-c-d-e-f-g-h-i-j_width=1")]
    [InlineData("a b.c#d,e", 1e-9, "parameters_scheme=a b.c#d,e_width=1E-09")]
    public async Task Parameters_name_the_file(string scheme, double width, string name)
    {
        await Assert.ThrowsAnyAsync<Exception>(async () => await Verify("a").UseDirectory(_folder.FullName).UseMethodName("parameters").UseParameters(scheme, width));

        Assert.Equal([$"{nameof(ConventionTests)}.{name}.received.txt"], _folder.Files);
    }

    public void Dispose() => _folder.Dispose();

    private async Task Run(string name, string text) => await Verify(text).UseDirectory(_folder.FullName).UseFileName(name);

    private Task<Exception> FailureOf(string name, string text) => Assert.ThrowsAnyAsync<Exception>(() => Run(name, text));
}
