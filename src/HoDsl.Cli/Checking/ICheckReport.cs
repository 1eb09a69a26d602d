using HoDsl.Generator.Findings;

namespace HoDsl.Cli.Checking;

/// <summary>What a check found out about one file; as text, its findings a line each and what is known.</summary>
internal interface ICheckReport
{
    string Path { get; }

    bool HasErrors { get; }

    /// <summary>The same as one line of JSON.</summary>
    string ToJson();

    /// <summary>What is said of a file that makes nothing: why it cannot be read, or that.</summary>
    static string Lacking(string path, IEnumerable<Finding> findings, string nothing) =>
        findings.Any(finding => finding.Rule == Rules.UnreadableFile) ? TableauFiles.WhyUnreadable(path) : nothing;
}
