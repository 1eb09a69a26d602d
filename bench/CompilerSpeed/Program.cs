// CompilerSpeed [--only TEXT] [--smoke]: times the compiler, and says which times exceed their limits. TEXT picks benchmarks by their names; with --smoke
// each runs once, to see that it works.

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HoDsl.Bench.CompilerSpeed;

const int TwoCores = 0b11;
var isSmoke = args.Contains("--smoke");
var only = args.SkipWhile(argument => argument != "--only").ElementAtOrDefault(1) ?? "";
var job = (isSmoke ? Job.Dry : Job.Default.WithIterationCount(10)).WithToolchain(InProcessEmitToolchain.Instance).WithAffinity(TwoCores);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(LimitAttribute).Assembly)
    .RunAll(ManualConfig.Create(DefaultConfig.Instance).AddJob(job).AddFilter(new SimpleFilter(one => one.Descriptor.DisplayInfo.Contains(only, StringComparison.OrdinalIgnoreCase)))
        .WithOptions(ConfigOptions.JoinSummary));
return summaries.Sum(summary => LimitAttribute.Report(summary, isSmoke)) == 0 ? 0 : 1;
