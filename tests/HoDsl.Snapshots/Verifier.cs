using System.Runtime.CompilerServices;
using HoDsl.Snapshots;
using VerifyTests;

namespace VerifyXunit;

/// <summary>Compares what a test made with the snapshots accepted before, which are kept beside the test's file.</summary>
public static class Verifier
{
    private static bool Accepting => Environment.GetEnvironmentVariable("HODSL_ACCEPT") == "1";

    /// <summary>Verifies a text, kept as <c>.txt</c>.</summary>
    /// <param name="target">The text.</param>
    /// <param name="settings">Names and replacements, if not the default ones.</param>
    /// <param name="sourceFile">The test's file; the compiler fills it in.</param>
    public static SettingsTask Verify(string? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(target, "txt", settings, sourceFile);

    /// <summary>Verifies a text, kept with the extension given.</summary>
    /// <param name="target">The text.</param>
    /// <param name="extension">The extension of its file, without a dot.</param>
    /// <param name="settings">Names and replacements, if not the default ones.</param>
    /// <param name="sourceFile">The test's file; the compiler fills it in.</param>
    public static SettingsTask Verify(string? target, string extension, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify([Snapshot.Of(target, extension)], settings, sourceFile);

    /// <summary>Verifies the sources and diagnostics of a <c>GeneratorDriver</c> or of its run result.</summary>
    /// <param name="target">The driver, after it ran, or its result.</param>
    /// <param name="settings">Names and replacements, if not the default ones.</param>
    /// <param name="sourceFile">The test's file; the compiler fills it in.</param>
    /// <exception cref="NotSupportedException">The target is of another type: this stand-in does not serialize objects.</exception>
    public static SettingsTask Verify(object? target, VerifySettings? settings = null, [CallerFilePath] string sourceFile = "") =>
        Verify(Snapshot.AllOf(target), settings, sourceFile);

    private static SettingsTask Verify(IReadOnlyList<Snapshot> snapshots, VerifySettings? settings, string sourceFile) =>
        new(settings, configured =>
        {
            var name = SnapshotName.For(UseVerifyAttribute.GetMethod(), configured);
            return new SnapshotFolder(name, sourceFile, configured, Accepting).VerifyAsync(snapshots);
        });
}
