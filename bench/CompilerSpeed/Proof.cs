using BenchmarkDotNet.Attributes;
using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>What is claimed of one method, proved from its file.</summary>
public class Proof
{
    // The compiler remembers what it has proved of the last hundred tableaux: here it is to prove anew.
    private static readonly TableauText[] Others = [.. TableauFiles.Family(101)];

    [IterationSetup]
    public void Forget()
    {
        foreach (var other in Others)
            Prove(other.Text);
    }

    /// <summary>Verner's pair of 16 stages and the orders 8 and 9, in Q(sqrt 6): 200 and 486 conditions.</summary>
    [Benchmark]
    [Limit(50)]
    public Scheme Order9() => Prove(TableauFiles.Scheme("verner89"));

    /// <summary>Hairer's method of 17 stages and order 10 in decimals of 85 digits.</summary>
    [Benchmark]
    [Limit(2_000)]
    public Scheme Order10() => Prove(TableauFiles.Literature("hairer10"));

    /// <summary>Dormand and Prince's pair 8(7), exact: its common denominator has hundreds of digits.</summary>
    [Benchmark]
    [Limit(2_000)]
    public Scheme DormandPrince87() => Prove(TableauFiles.Literature("dormand-prince87"));

    /// <summary>Verner's pair 9(8), exact: 48 kilobytes of fractions.</summary>
    [Benchmark]
    [Limit(2_000)]
    public Scheme Verner98() => Prove(TableauFiles.Literature("verner98"));

    private static Scheme Prove(string text) => SchemeCompiler.Compile([new SourceFile("method.tableau", text, "Bench")])[0].Valid
        ?? throw new InvalidOperationException("the claims are not proved");
}
