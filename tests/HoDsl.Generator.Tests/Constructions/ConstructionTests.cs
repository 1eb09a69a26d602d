using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Constructions;

/// <summary>Methods whose order follows from how they are made have that order; and a change that breaks a condition is found at that condition.</summary>
public class ConstructionTests
{
    private static readonly Gen<Rational> Fractions = from a in Gen.Choose(-12, 24) from b in Gen.Choose(1, 12) select new Rational(a, b);

    // A rational number, or one of Q(sqrt 5).
    private static readonly Gen<Surd> Numbers = from a in Fractions from b in Gen.Frequency((3, Gen.Constant(Rational.Zero)), (1, Fractions)) select new Surd(a, b, 5);

    private static readonly Arbitrary<Surd> Steps = Numbers.ToArbitrary();

    private static readonly Arbitrary<Surd> Errors = (from error in Numbers
                                                      from digits in Gen.Elements(0, 3, 60)
                                                      where !error.IsZero
                                                      select error / Rational10(digits)).ToArbitrary();

    private static readonly Arbitrary<(Surd C2, Surd C3)> NodesOfOrder3 =
        (from c2 in Numbers from c3 in Numbers where Differ(c2, c3, 0) && c2 != new Rational(2, 3) select (c2, c3)).ToArbitrary();

    private static readonly Arbitrary<(Surd C2, Surd C3)> NodesOfOrder4 =
        (from c2 in Numbers from c3 in Numbers where Differ(c2, c3, 0, 1) && c2 != new Rational(1, 2) && !(6 * c2 * c3 - 4 * (c2 + c3) + 3).IsZero select (c2, c3)).ToArbitrary();

    // Growing numbers of steps.
    private static readonly Arbitrary<int[]> Sequences =
        (from count in Gen.Choose(1, 4) from gaps in Gen.ListOf(Gen.Choose(1, 2), count) select Enumerable.Range(1, count).Select(i => gaps.Take(i).Sum()).ToArray()).ToArbitrary();

    // Methods of the literature with rational coefficients and few stages.
    private static readonly (Method Method, int Order)[] Published =
        [.. new[] { "euler", "midpoint", "ralston2", "kutta3", "heun3", "rk4", "rk4-38", "kutta-nystrom5", "huta6" }
            .Select(name => Compile.Valid(TableauFiles.Read($"schemes/{name}"))).Select(scheme => (Method.Of(scheme.Tableau), scheme.Order!.Value))];

    private static readonly Arbitrary<(Method Method, int Order)> Methods = Gen.Elements(Published).ToArbitrary();

    [Fact]
    public void Three_stages_with_any_two_nodes_have_order_3() =>
        Check.QuickThrowOnFailure(Prop.ForAll(NodesOfOrder3, nodes => Method.OfOrder3(nodes.C2, nodes.C3).Order == 3));

    [Fact]
    public void Four_stages_with_any_two_nodes_have_order_4() =>
        Check.QuickThrowOnFailure(Prop.ForAll(NodesOfOrder4, nodes => Method.OfOrder4(nodes.C2, nodes.C3).Order == 4));

    /// <summary>The error of k extrapolated sequences begins with a multiple of z^(k+1) / (k+1) on y' = z y, so the order is k and no higher.</summary>
    [Fact]
    public void Extrapolation_of_k_sequences_has_order_k() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Sequences, steps => Method.Extrapolation(steps).Order == steps.Length));

    [Fact]
    public void A_composition_has_the_order_of_its_parts() => Check.QuickThrowOnFailure(Prop.ForAll(Methods, Methods, Steps, (first, second, theta) =>
        Method.Composition(first.Method, second.Method, theta).ErrorsOfClaim(Math.Min(first.Order, second.Order)).Length == 0));

    /// <summary>k + 1 weights changed so that b c^j stays for j below k: Vandermonde's matrix of different nodes is regular, so b c^k changes. Up to order 2 there are no other conditions.</summary>
    [Fact]
    public void An_error_that_the_first_conditions_do_not_see_is_found_at_the_next() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Methods, Errors, Gen.Choose(0, 5).ToArbitrary(), (published, error, order) =>
        {
            var (method, claimed) = published;
            int[] stages = [.. Enumerable.Range(0, method.Stages).DistinctBy(method.Node).Take(order + 1)];
            if (order >= claimed || stages.Length <= order)
                return true;
            var changed = stages.Aggregate(method, (changed, stage) => changed.WithWeight(stage, changed.B[stage] + error / stages.Where(other => other != stage)
                .Aggregate(Surd.One, (product, other) => product * (method.Node(stage) - method.Node(other)))));
            // By chance all weights may have become zero, which is no method at all.
            if (changed.B.All(weight => weight.IsZero))
                return order == 0 && changed.ErrorsOfClaim(claimed).Any(error => error.Contains("HO0311"));
            return (order <= 2 ? changed.Order == order : changed.Order <= order) && changed.ErrorsOfClaim(claimed).Length > 0;
        }));

    /// <summary>b c becomes 1/2 plus the weight times the error.</summary>
    [Fact]
    public void An_entry_that_moves_its_node_leaves_order_1() => Check.QuickThrowOnFailure(Prop.ForAll(Methods, Errors, Entries, (published, error, place) =>
    {
        var (method, order) = published;
        var (stage, column) = Entry(method, place);
        return order < 2 || stage == 0 || method.B[stage].IsZero || method.WithEntry(stage, column, method.A[stage][column] + error).Order == 1;
    }));

    /// <summary>Two entries that make up for each other: all b c^k stay, and b A c changes by the weight times the error times the distance of the nodes.</summary>
    [Fact]
    public void Entries_that_leave_their_node_where_it_is_leave_order_2() => Check.QuickThrowOnFailure(Prop.ForAll(Methods, Errors, Entries, (published, error, place) =>
    {
        var (method, order) = published;
        var (stage, column) = Entry(method, place);
        var other = Enumerable.Range(0, stage).FirstOrDefault(j => method.Node(j) != method.Node(column), -1);
        return order < 3 || other < 0 || method.B[stage].IsZero
            || method.WithEntry(stage, column, method.A[stage][column] + error).WithEntry(stage, other, method.A[stage][other] - error).Order == 2;
    }));

    private static Arbitrary<(int Stage, int Column)> Entries => (from stage in Gen.Choose(0, 100) from column in Gen.Choose(0, 100) select (stage, column)).ToArbitrary();

    private static (int Stage, int Column) Entry(Method method, (int Stage, int Column) place)
    {
        var stage = place.Stage % method.Stages;
        return (stage, stage == 0 ? 0 : place.Column % stage);
    }

    private static bool Differ(params Surd[] numbers) => numbers.Distinct().Count() == numbers.Length;

    private static Rational Rational10(int digits) => System.Numerics.BigInteger.Pow(10, digits);
}
