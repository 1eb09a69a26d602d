using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Schemes;

public class InverseTests
{
    public static TheoryData<string> Methods => TableauFiles.Methods;

    [Theory, MemberData(nameof(Methods))]
    public void No_Runge_Kutta_method_is_undone_in_closed_form(string path) =>
        Assert.False(SchemeFacts.Of(Compile.Valid(TableauFiles.Read(path))).IsInvertible);

    /// <summary>Gomez, Ren, Urtasun, Grosse, The reversible residual network, NeurIPS 2017.</summary>
    [Fact]
    public void The_reversible_network_is_invertible() =>
        Assert.True(IsInvertible([Row([0, 1], [0, 0]), Row([1, 0], [1, 0])], [Row([1, 0], [1, 0]), Row([0, 1], [0, 1])]));

    /// <summary>y' = 2 y - y[-1] + k: errors grow as the number of steps, not exponentially.</summary>
    [Fact]
    public void Leapfrog_is_invertible() => Assert.True(IsInvertible([Row([1, 0], [0])], [Row([2, -1], [1]), Row([1, 0], [0])]));

    /// <summary>y' = (1-k) y + k y[-1] + f: V^-1 has the eigenvalue -1/k.</summary>
    [Theory]
    [InlineData(-10, false)]
    [InlineData(2, false)]
    [InlineData(-1, true)]
    public void A_multistep_block_is_invertible_unless_errors_grow_exponentially(int inverseOfK, bool expected)
    {
        Surd k = new Rational(1, inverseOfK);
        Assert.Equal(expected, IsInvertible([Row([1, 0], [0])], [Row([1 - k, k], [1]), Row([1, 0], [0])]));
    }

    [Fact]
    public void A_block_that_forgets_a_state_is_not_invertible() =>
        Assert.False(IsInvertible([Row([1, 0], [0])], [Row([1, 1], [1]), Row([1, 1], [0])]));

    /// <summary>The stages of the reversible network in a circle: each would have to be known before the other.</summary>
    [Fact]
    public void Stages_that_need_each_other_cannot_be_undone() =>
        Assert.False(IsInvertible([Row([0, 1], [0, 0]), Row([1, 0], [0, 0])], [Row([1, 0], [1, 0]), Row([0, 1], [0, 1])]));

    /// <summary>For any states y and stages k, what reads and gives in the step is what reads and is given in its inverse.</summary>
    [Theory]
    [InlineData("schemes/revnet")]
    [InlineData("schemes/leapfrog")]
    [InlineData("schemes/hamiltonian")]
    public void The_inverse_undoes_the_step_exactly(string path)
    {
        var scheme = Compile.Valid(TableauFiles.Read(path));
        var (tableau, inverse) = (scheme.Tableau, Inverse.Of(scheme)!.Tableau);
        Surd[] y = [.. tableau.States.Select((_, i) => (Surd)new Rational(2 * i + 1, 7))];
        Surd[] k = [.. Enumerable.Range(0, tableau.Stages).Select(i => (Surd)new Rational(3 * i + 1, 5))];
        Surd[] after = [.. tableau.Results.Select(row => Value(row, y, k))];

        Assert.Equal(tableau.StageRows.Select(row => Value(row, y, k)), inverse.StageRows.Select(row => Value(row, after, k)));
        Assert.Equal(y, inverse.Results.Select(row => Value(row, after, k)));
    }

    [Fact]
    public void Stages_are_undone_when_what_they_read_is_known() =>
        Assert.Equal([1, 0], Inverse.Of(Compile.Valid(TableauFiles.Read("schemes/revnet")))!.StagesUsed);

    /// <summary>y' = y + f(0) could be undone, but a block of one state takes and gives a map, and no `State`.</summary>
    [Fact]
    public void A_block_of_one_state_is_not_undone() =>
        Assert.Null(Inverse.Of(Compile.Valid("scheme Z\nstates y\n | . | .\n---+---+---\ny | 1 | 1")));

    [Theory]
    [InlineData("leapfrog", true)]
    [InlineData("revnet", false)]
    public void A_step_that_scales_the_output_only_must_not_reach_the_stages(string scheme, bool expected)
    {
        var text = TableauFiles.Read($"schemes/{scheme}").Replace("step learnable init 1", "");
        var header = text.IndexOf("states", StringComparison.Ordinal);
        Assert.Equal(expected, SchemeFacts.Of(Compile.Valid(text.Insert(header, "step learnable init 1 scales output\n"))).IsInvertible);
    }

    /// <summary>ReLU maps many numbers to 0.</summary>
    [Theory]
    [InlineData("leapfrog")]
    [InlineData("revnet")]
    [InlineData("hamiltonian")]
    public void What_goes_through_ReLU_cannot_be_undone(string scheme)
    {
        var text = TableauFiles.Read($"schemes/{scheme}");
        Assert.True(SchemeFacts.Of(Compile.Valid(text)).IsInvertible);
        Assert.False(SchemeFacts.Of(Compile.Valid(text.Replace("\nstates", "\nafter relu\nstates"))).IsInvertible);
    }

    private static Surd Value(Row row, Surd[] y, Surd[] k) =>
        row.States.Zip(y, (weight, value) => weight * value).Concat(row.Stages.Zip(k, (weight, value) => weight * value)).Aggregate(Surd.Zero, (sum, term) => sum + term);

    private static bool IsInvertible(Row[] stages, Row[] results) =>
        Inverse.Of(new Tableau(States(results.Length), stages.Select(_ => Surd.Zero).ToEquatableArray(), stages.ToEquatableArray(), results.ToEquatableArray(), null), scalesApart: false) is not null;

    private static EquatableArray<State> States(int count) => Enumerable.Repeat(State.Single, count).ToEquatableArray();

    private static Row Row(Surd[] states, Surd[] stages) => new(states.ToEquatableArray(), stages.ToEquatableArray(), EquatableArray<RowSlope>.Empty);
}
