using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Facts;

public class InvertibilityTests
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

    private static bool IsInvertible(Row[] stages, Row[] results) =>
        Invertibility.Of(new(States(results.Length), stages.Select(_ => Surd.Zero).ToEquatableArray(), stages.ToEquatableArray(), results.ToEquatableArray(), null), scalesApart: false);

    private static EquatableArray<State> States(int count) => Enumerable.Repeat(State.Single, count).ToEquatableArray();

    private static Row Row(Surd[] states, Surd[] stages) => new(states.ToEquatableArray(), stages.ToEquatableArray(), EquatableArray<RowSlope>.Empty);
}
