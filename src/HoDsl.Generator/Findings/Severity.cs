namespace HoDsl.Generator.Findings;

/// <summary>How grave a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Info,

    /// <summary>Probably not what was meant; code is emitted.</summary>
    Warning,

    /// <summary>The file means nothing or claims what is false; no code is emitted.</summary>
    Error,
}
