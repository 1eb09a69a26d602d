using System.Formats.Tar;
using System.IO.Compression;
using System.Runtime.Versioning;
using HoDsl.Runtime.Data.Download;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>The client against scripts that stand in for npm: no network is touched.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class NpmClientTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_package_is_packed_and_unpacked()
    {
        WriteArchive();

        var package = await Fetch("""[ "$1 $2" = "pack thing@1.0.0" ] && cp ../thing.tgz .""");

        Assert.Equal("content", File.ReadAllText(Path.Combine(package, "file.txt")));
    }

    [Fact]
    public async Task A_machine_without_npm_is_told_to_install_it()
    {
        var exception = await Assert.ThrowsAsync<UserException>(() =>
            new NpmClient(_folder["no-such-command"]).Fetch("thing@1.0.0", _folder.Path, default));

        Assert.Contains("npm, which is not installed", exception.Message);
        Assert.Contains("--from", exception.Message);
    }

    [Theory]
    [InlineData("npm error code EAI_AGAIN", "(EAI_AGAIN): check the network")]
    [InlineData("npm ERR! code ECONNREFUSED", "(ECONNREFUSED): check the network")]
    [InlineData("npm error code ENOSPC", "(ENOSPC): free some space")]
    [InlineData("npm error code E404", "(E404): its registry does not offer")]
    [InlineData("npm error code EACCES", "(EACCES): make its cache folder writable")]
    [InlineData("something else", "(exit code 7): check the network")]
    public async Task A_failure_of_npm_is_explained_in_a_sentence(string printed, string explained)
    {
        var exception = await Assert.ThrowsAsync<UserException>(() => Fetch($"echo '{printed}' >&2; echo 'npm error more' >&2; exit 7"));

        Assert.Contains("thing@1.0.0", exception.Message);
        Assert.Contains(explained, exception.Message);
        Assert.DoesNotContain('\n', exception.Message);
    }

    [Fact]
    public async Task An_archive_that_is_cut_off_is_reported()
    {
        WriteArchive();

        var exception = await Assert.ThrowsAsync<UserException>(() => Fetch("head -c 60 ../thing.tgz > thing.tgz"));

        Assert.Contains("archive of thing@1.0.0", exception.Message);
    }

    [Fact]
    public async Task A_missing_archive_is_reported() =>
        Assert.Contains("left no archive", (await Assert.ThrowsAsync<UserException>(() => Fetch("exit 0"))).Message);

    [Fact]
    public async Task Interrupting_ends_npm()
    {
        using var interrupt = new CancellationTokenSource();
        var fetching = Fetch("echo $$ > pid.part; mv pid.part pid; exec tail -f /dev/null", interrupt.Token);
        var pid = _folder["work/pid"];
        while (!File.Exists(pid) && !fetching.IsCompleted)
            await Task.Yield();

        await interrupt.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fetching);
        AssertEnds(int.Parse(File.ReadAllText(pid)));
    }

    // The process is gone, or about to be: waiting for it must end.
    private static void AssertEnds(int process)
    {
        try
        {
            using var npm = System.Diagnostics.Process.GetProcessById(process);
            Assert.True(npm.WaitForExit(TimeSpan.FromMinutes(1)), "npm goes on.");
        }
        catch (ArgumentException)
        {
            // There is no such process any more.
        }
    }

    private Task<string> Fetch(string script, CancellationToken cancel = default)
    {
        var npm = _folder.Write("npm", System.Text.Encoding.UTF8.GetBytes($"#!/bin/sh\n{script}\n"));
        File.SetUnixFileMode(npm, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new NpmClient(npm).Fetch("thing@1.0.0", Directory.CreateDirectory(_folder["work"]).FullName, cancel);
    }

    private void WriteArchive()
    {
        _folder.Write("made/package/file.txt", "content"u8.ToArray());
        using var gzip = new GZipStream(File.Create(_folder["thing.tgz"]), CompressionMode.Compress);
        TarFile.CreateFromDirectory(_folder["made"], gzip, includeBaseDirectory: false);
    }
}
