namespace HoDsl.Cli.Training;

/// <summary>A value that may be null: of an option itself, System.CommandLine takes null for a value that was not given.</summary>
internal readonly record struct Perhaps<T>(T Value);
