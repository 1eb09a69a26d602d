// CompilerSpeed [--smoke]: times the compiler, and says which times exceed their limits; with --smoke it runs everything once, to see that it works.

using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using HoDsl.Bench.CompilerSpeed;

const int TwoCores = 0b11;
var isSmoke = args.Contains("--smoke");
var job = (isSmoke ? Job.Dry : Job.ShortRun.WithIterationCount(10)).WithToolchain(InProcessEmitToolchain.Instance).WithAffinity(TwoCores);
var summaries = BenchmarkSwitcher.FromAssembly(typeof(LimitAttribute).Assembly)
    .RunAll(ManualConfig.Create(DefaultConfig.Instance).AddJob(job).WithOptions(ConfigOptions.JoinSummary));
return summaries.Sum(summary => LimitAttribute.Report(summary, isSmoke)) == 0 ? 0 : 1;
