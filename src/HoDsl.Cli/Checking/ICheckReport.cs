namespace HoDsl.Cli.Checking;

/// <summary>What a check found out about one file; as text, its findings a line each and what is known.</summary>
internal interface ICheckReport
{
    string Path { get; }

    bool HasErrors { get; }

    /// <summary>The same as one line of JSON.</summary>
    string ToJson();
}
