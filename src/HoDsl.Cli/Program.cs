using HoDsl.Cli;

return CommandLine.Run(args);
