namespace HoDsl.Generator.Findings;

/// <summary>One kind of finding.</summary>
/// <param name="Id">The id: HO and four digits, in ranges by subject.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">The rule in a few words.</param>
/// <param name="Message">What is said of a finding, with places {0}, {1}, ... for its arguments.</param>
public sealed record Rule(string Id, Severity Severity, string Title, string Message)
{
    /// <summary>The category of all rules.</summary>
    public const string Category = "HoDsl";

    /// <summary>The page that explains it with an example, from the root of the repository.</summary>
    public string HelpPage => $"docs/diagnostics/{Id}.md";
}
