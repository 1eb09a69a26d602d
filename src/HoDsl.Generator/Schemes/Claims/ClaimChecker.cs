using System.Numerics;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>Proves what a file claims of its tableau, and reports what is not true.</summary>
internal sealed class ClaimChecker(SchemeSyntax syntax, ClaimSet claims, FindingBag findings, CancellationToken cancellation)
{
    private readonly OrderDirective? _order = syntax.Find<OrderDirective>();
    private readonly EmbeddedOrderDirective? _embeddedOrder = syntax.Find<EmbeddedOrderDirective>();

    private string Name => syntax.Header!.Name.Text;

    /// <summary>What is proved of the weights and the embedded weights, whatever is claimed; null where there is no order to prove.</summary>
    public (OrderProof? Weights, OrderProof? Embedded) Check(Tableau tableau)
    {
        var verdict = new Verdict(tableau, claims, cancellation);
        if (WhyUnprovable(tableau, claims.Tolerance) is { } reason)
        {
            ReportNodes(verdict, "");
            foreach (var claim in new Directive?[] { _order, _embeddedOrder }.OfType<Directive>())
                findings.Add(Rules.UnprovableClaim, claim.Keyword.Span, Name, reason);
            return default;
        }
        if (!verdict.AllHold)
            Report(verdict);
        if (_order is null)
            findings.Add(Rules.ProvedOrder, syntax.Header!.Name.Span, Name, verdict.Weights.Order);
        return (verdict.Weights, verdict.Embedded);
    }

    private static string? WhyUnprovable(Tableau tableau, Rational tolerance) =>
        tableau.States.Count(state => state.Past is null) > 1 ? "with several states of now it is no method for one equation"
        : !tableau.IsConstant ? "its cells depend on parameters"
        : !ZeroStability.Holds(tableau, tolerance) ? "it is not zero-stable, so that its errors grow from block to block even where f = 0"
        : null;

    // Otherwise the tableau is that of a base, which is right by itself.
    private bool DrawsTableau => syntax.StageRows[0].Span.File == syntax.Header!.Name.Span.File;

    private CellSyntax? CellAt(Cell cell)
    {
        var row = syntax.StageRows.Concat(syntax.WeightRows).ElementAt(cell.Row);
        return row.States is null ? row.Cells.ElementAtOrDefault(cell.Column - 1) : row.States.Concat(row.Cells).ElementAtOrDefault(cell.Column);
    }

    private void Report(Verdict verdict)
    {
        var misprints = FindMisprints(verdict);
        if (misprints.Count == 1 && CellAt(misprints[0].Cell) is { } cell)
        {
            Report(verdict, cell.Span, $"; all claims would hold {misprints[0].Remedy}");
            return;
        }
        var remedy = misprints.Count == 0 ? Tolerance(verdict) : "";
        ReportNodes(verdict, remedy);
        // A false order follows from a wrong node where one cell of its row would mend both.
        if (misprints.Count > 0 && verdict.WrongNodes.Count > 0)
            return;
        if (!verdict.WeightsHold)
            Report(Rules.FalseOrder, claims.Weights!, verdict.Weights, PlaceOf(_order!, syntax.WeightRows[0]), remedy);
        if (!verdict.EmbeddedHolds)
            Report(Rules.FalseEmbeddedOrder, claims.Embedded!, verdict.Embedded!, PlaceOf(_embeddedOrder!, syntax.WeightRows[1]), remedy);
    }

    // Decimals were probably rounded: then the claims hold within a few units of their last digit.
    private string Tolerance(Verdict verdict)
    {
        var digits = Cells().Select(Digits).DefaultIfEmpty().Max();
        return new[] { digits, digits - 1, digits - 2 }.Where(exponent => exponent > 3 && HoldsWithin(new(1, BigInteger.Pow(10, exponent)), verdict))
            .Select(exponent => FormattableString.Invariant($"; all claims would hold with 'to 1e-{exponent}' behind the orders"))
            .FirstOrDefault() ?? "";
    }

    private static bool HoldsWithin(Rational tolerance, Verdict verdict) =>
        verdict.Claims.Within(tolerance).TellsTallestTree && verdict.Residuals.All(residual => (residual.Magnitude - tolerance).Sign <= 0) && verdict.Within(tolerance).AllHold;

    private IEnumerable<Expression> Cells() =>
        syntax.StageRows.Concat(syntax.WeightRows).SelectMany(row => row.Cells.Select(cell => cell.Value).Append(row.Head)).OfType<Expression>();

    // How many digits stand behind the point.
    private static int Digits(Expression expression) => expression switch
    {
        NumberExpression number => Enumerable.Range(0, int.MaxValue).First(digits => (number.Value * BigInteger.Pow(10, digits)).IsInteger),
        NegationExpression negation => Digits(negation.Operand),
        _ => 0,
    };

    // Where the orders hold, a node that is not its row's sum is itself the cell that is wrong.
    private IReadOnlyList<Misprint> FindMisprints(Verdict verdict) =>
        DrawsTableau && !(verdict.WeightsHold && verdict.EmbeddedHolds) ? Misprint.Find(verdict) : [];

    // One cell explains all that is wrong: the first claim that fails is reported there.
    private void Report(Verdict verdict, Span place, string remedy)
    {
        if (verdict.WrongNodes.Count > 0)
            ReportNode(verdict, verdict.WrongNodes[0], place, remedy);
        else if (!verdict.WeightsHold)
            Report(Rules.FalseOrder, claims.Weights!, verdict.Weights, place, remedy);
        else
            Report(Rules.FalseEmbeddedOrder, claims.Embedded!, verdict.Embedded!, place, remedy);
    }

    // At the first weight; but at the claim, if it is about the tableau of a base.
    private Span PlaceOf(Directive claim, RowSyntax row) =>
        DrawsTableau || claim.Keyword.Span.File != syntax.Header!.Name.Span.File ? row.Cells[0].Span : claim.Keyword.Span;

    private void Report(Rule rule, OrderClaim claim, OrderProof proof, Span place, string remedy)
    {
        var reason = proof.Failure?.ToString() ?? "an explicit method has no order above its number of stages";
        findings.Add(rule, place, Name, claim.Order, proof.Order, reason, remedy);
    }

    private void ReportNodes(Verdict verdict, string remedy)
    {
        foreach (var stage in verdict.WrongNodes)
            ReportNode(verdict, stage, syntax.StageRows[stage].Head!.Span, remedy);
    }

    private void ReportNode(Verdict verdict, int stage, Span place, string remedy)
    {
        var (node, sum) = (claims.Nodes[stage]!.Value, verdict.Tableau.Time(stage));
        // The longer of the two is told by its distance from the other, where they are nearly the same.
        var isNodeLonger = node.ToString().Length > sum.ToString().Length;
        findings.Add(Rules.NodeMismatch, place, isNodeLonger ? node.ToShortString(sum) : node.ToShortString(), isNodeLonger ? sum.ToShortString() : sum.ToShortString(node), remedy);
    }
}
