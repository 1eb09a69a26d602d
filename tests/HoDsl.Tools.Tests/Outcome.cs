namespace HoDsl.Tools.Tests;

/// <summary>How a call of the script ended.</summary>
internal sealed record Outcome(int Status, string Output, string Error)
{
    public string LastLine => Output.TrimEnd().Split('\n')[^1];
}
