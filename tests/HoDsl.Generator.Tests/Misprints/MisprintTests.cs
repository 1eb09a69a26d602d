using System.Text.RegularExpressions;
using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Misprints;

/// <summary>Whatever is misprinted in a published scheme is found, at its place, and nothing else is said.</summary>
[Trait("Kind", "Exhaustive")]
public class MisprintTests
{
    // Without those of hundreds of digits, whose proofs take too long to be repeated for every cell, and those whose tolerance hides a digit.
    private static IEnumerable<string> Paths => TableauFiles.MethodPaths.Where(path => TableauFiles.Read(path).Length < 10_000 && Sheet.Read(path).Digits > 5);

    public static TheoryData<string> Names => [.. Paths];

    public static TheoryData<string> ExactNames => [.. Paths.Where(name => Sheet.Read(name).Digits == int.MaxValue)];

    public static TheoryData<string> NamesOfOrder2 => [.. Paths.Where(name => Scheme(name).Order >= 2)];

    public static TheoryData<string> NamesOfOrder3 => [.. Paths.Where(name => Scheme(name).Order >= 3)];

    /// <summary>
    /// A weight changes the sum of its row, an entry the sum of its row, which is no longer the node. All other claims then tell which cell
    /// it was; unless too little is claimed of a stage, because the weights do not read it or have order 1: then its row is told.
    /// </summary>
    [Theory, MemberData(nameof(Names))]
    public void A_changed_sign_or_digit_is_found_in_its_cell(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var cell in sheet.Cells)
        {
            foreach (var changed in Changes(cell.Text, sheet.Digits))
            {
                var finding = TheOnlyError(sheet.With(cell, changed));
                var isTold = IsWithin(cell, changed, finding)
                    || (finding.Rule == Rules.SecondRadical && finding.Message.Contains($"in line {cell.Line + 1}:", StringComparison.Ordinal))
                    || (finding.Span.Line == cell.Line && IsOfLittleClaim(sheet, cell));
                Assert.True(isTold, $"{cell.Text} -> {changed} in line {cell.Line + 1}: {finding}");
            }
        }
    }

    /// <summary>Of order 1 no more is claimed than the sum of the weights, which any of them can mend.</summary>
    [Theory, MemberData(nameof(NamesOfOrder2))]
    public void The_number_that_a_message_proposes_mends_the_file(string name)
    {
        var sheet = Sheet.Read(name);
        var claims = Scheme(name).EmbeddedOrder is 1 ? 1 : 2;
        foreach (var cell in sheet.Cells.Where(cell => sheet.WeightRows.Take(claims).Contains(cell.Line) && cell.Kind == CellKind.Weight))
        {
            var message = TheOnlyError(sheet.With(cell, $"-({cell.Text})")).Message;
            var proposed = Regex.Match(message, "; all claims would hold with ([^ ]+) here$");
            Assert.True(proposed.Success, message);
            Assert.Empty(Compile.Text(sheet.With(cell, proposed.Groups[1].Value)).Findings);
        }
    }

    [Theory, MemberData(nameof(ExactNames))]
    public void A_perturbation_of_1e_minus_60_is_found_in_its_cell(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var cell in sheet.Cells)
        {
            var perturbed = cell.Text + "+1e-60";
            var finding = TheOnlyError(sheet.With(cell, perturbed));
            Assert.True(IsWithin(cell, perturbed, finding) || IsOfLittleClaim(sheet, cell), finding.ToString());
        }
    }

    /// <summary>Of order 2 or more b c is 1/2, which two weights of different nodes do not share.</summary>
    [Theory, MemberData(nameof(NamesOfOrder2))]
    public void Two_weights_exchanged_are_found_at_the_first(string name)
    {
        var sheet = Sheet.Read(name);
        var (line, weights) = (sheet.WeightRows[0], sheet.Row(sheet.WeightRows[0]));
        var nodes = Nodes(sheet);
        foreach (var j in Enumerable.Range(0, weights.Count - 1).Where(j => weights[j] != weights[j + 1] && nodes[j] != nodes[j + 1]))
        {
            var finding = TheOnlyError(sheet.WithRow(line, weights.Select((weight, i) => i == j ? weights[j + 1] : i == j + 1 ? weights[j] : weight)));
            Assert.Equal((Rules.FalseOrder, line), (finding.Rule, finding.Span.Line));
            Assert.Contains($"; all claims would hold with the weights of the stages {j + 1} and {j + 2} exchanged", finding.Message);
        }
    }

    /// <summary>Of order 3 or more b A c is 1/6: what moves from one entry to another changes it, if their nodes differ and the weights read the stage.</summary>
    [Theory, MemberData(nameof(NamesOfOrder3))]
    public void Two_errors_that_leave_the_row_sum_right_are_found(string name)
    {
        var sheet = Sheet.Read(name);
        var (nodes, weights) = (Nodes(sheet), sheet.Row(sheet.WeightRows[0]));
        foreach (var (line, stage) in sheet.StageRows.Select((line, stage) => (line, stage)).Where(row => weights[row.stage] != "."))
        {
            var cells = sheet.Row(line);
            foreach (var j in Enumerable.Range(0, Math.Max(cells.Count - 1, 0)).Where(j => nodes[j] != nodes[j + 1]))
            {
                var text = sheet.WithRow(line, cells.Select((cell, i) => i == j ? Plus(cell, "1/97") : i == j + 1 ? Plus(cell, "-1/97") : cell));
                Assert.Equal(Rules.FalseOrder, Assert.Single(Errors(text), error => error.Rule != Rules.FalseEmbeddedOrder).Rule);
            }
        }
    }

    /// <summary>Without a zero the entries behind it stand in the columns of stages with other nodes, and b A c is no longer 1/6.</summary>
    [Theory, MemberData(nameof(NamesOfOrder3))]
    public void A_zero_that_is_missing_is_found_in_its_row(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var line in sheet.StageRows)
        {
            var cells = sheet.Row(line);
            foreach (var zero in Enumerable.Range(0, cells.Count).Where(i => cells[i] == "." && cells.Skip(i).Any(cell => cell != ".")))
            {
                var finding = TheOnlyError(sheet.WithRow(line, cells.Where((_, i) => i != zero)));
                Assert.Equal(line, finding.Span.Line);
                Assert.EndsWith("; all claims would hold with a '.' before this cell", finding.Message);
            }
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void An_order_overstated_by_one_is_refused(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var (word, rule) in new[] { ("order", Rules.FalseOrder), ("embedded order", Rules.FalseEmbeddedOrder) })
        {
            var overstated = Regex.Replace(sheet.ToString(), $@"^{word} (\d+)", claim => $"{word} {int.Parse(claim.Groups[1].Value) + 1}", RegexOptions.Multiline);
            if (overstated != sheet.ToString())
                Assert.Equal(rule, TheOnlyError(overstated).Rule);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_stage_that_is_missing_is_told_by_the_surplus_weight(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var line in sheet.StageRows)
        {
            var finding = Errors(sheet.Without(line))[0];
            var isTheOnlyStage = sheet.StageRows.Count == 1;
            Assert.Equal(isTheOnlyStage ? Rules.NoStages : Rules.WeightCount, finding.Rule);
            if (!isTheOnlyStage)
                Assert.Equal(sheet.WeightRows[0] - 1, finding.Span.Line);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_stage_that_stands_twice_is_found(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var line in sheet.StageRows)
            Assert.Equal(Rules.WeightCount, TheOnlyError(sheet.WithTwice(line)).Rule);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_row_of_weights_that_is_missing_or_stands_twice_is_found(string name)
    {
        var sheet = Sheet.Read(name);
        var last = sheet.WeightRows[^1];
        Assert.Equal(sheet.WeightRows.Count == 1 ? Rules.NoWeights : Rules.NoEmbeddedWeights, TheOnlyError(sheet.Without(last)).Rule);
        if (sheet.WeightRows.Count == 2)
            Assert.Equal((Rules.SurplusRow, last + 1), (TheOnlyError(sheet.WithTwice(last)).Rule, TheOnlyError(sheet.WithTwice(last)).Span.Line));
    }

    /// <summary>A stage row's last cell stands before the diagonal: one more makes the scheme implicit.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_cell_too_many_is_found_at_that_cell(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var (line, stage) in sheet.StageRows.Select((line, stage) => (line, stage)))
        {
            var full = sheet.Row(line).Concat(Enumerable.Repeat(".", stage - sheet.Row(line).Count)).ToList();
            foreach (var column in Enumerable.Range(stage, sheet.StageRows.Count - stage + 1))
            {
                var finding = Errors(sheet.WithRow(line, [.. full, .. Enumerable.Repeat(".", column - stage), "1/7"]))[0];
                Assert.Equal((column == sheet.StageRows.Count ? Rules.LongRow : Rules.ImplicitEntry, line, 3), (finding.Rule, finding.Span.Line, finding.Span.Length));
            }
        }
        foreach (var line in sheet.WeightRows)
        {
            var finding = TheOnlyError(sheet.WithRow(line, [.. sheet.Row(line), "1/7"]));
            Assert.Equal((Rules.WeightCount, line, 3), (finding.Rule, finding.Span.Line, finding.Span.Length));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_weight_too_few_is_found_in_its_row(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var line in sheet.WeightRows.Where(line => sheet.Row(line).Count > 1))
        {
            var finding = TheOnlyError(sheet.WithRow(line, sheet.Row(line).Skip(1)));
            Assert.Equal((Rules.WeightCount, line), (finding.Rule, finding.Span.Line));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_directive_that_stands_twice_is_found_at_the_second(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var line in sheet.Directives)
        {
            var finding = TheOnlyError(sheet.WithTwice(line));
            Assert.Equal((Rules.DuplicateDirective, line + 1, 0), (finding.Rule, finding.Span.Line, finding.Span.Column));
            Assert.Contains($"line {line + 1} already", finding.Message);
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_no_number_is_found_at_its_token(string name)
    {
        var sheet = Sheet.Read(name);
        foreach (var cell in sheet.Cells)
        {
            var (line, start, end) = (cell.Line, cell.Column, cell.Column + cell.Text.Length);
            AssertError(Rules.UnbalancedParenthesis, line, start, sheet.With(cell, "(" + cell.Text));
            AssertError(Rules.UnbalancedParenthesis, line, end, sheet.With(cell, cell.Text + ")"));
            AssertError(Rules.UnknownName, line, start, sheet.With(cell, "NaN"));
            AssertError(Rules.UnknownName, line, start + 1, sheet.With(cell, "-Infinity"));
            AssertError(Rules.DivisionByZero, line, end + 3, sheet.With(cell, $"({cell.Text})/0"));
            AssertError(Rules.NegativeRoot, line, start, sheet.With(cell, "sqrt(-2)"));
            AssertError(Rules.CoefficientOverflow, line, start, cell.Kind == CellKind.Node ? null : sheet.With(cell, "1e999"));
            AssertError(Rules.StrangeCharacter, line, start, sheet.With(cell, "−" + cell.Text));
        }
    }

    private static void AssertError(Rule rule, int line, int column, string? text)
    {
        if (text is null)
            return;
        var finding = TheOnlyError(text);
        Assert.Equal((rule, line, column), (finding.Rule, finding.Span.Line, finding.Span.Column));
    }

    private static List<Finding> Errors(string text) => [.. Compile.Text(text).Findings.Where(finding => finding.Rule.Severity == Severity.Error)];

    private static Finding TheOnlyError(string text) => Assert.Single(Errors(text));

    // The other sign, and for each number another last digit of those that the claims tell apart.
    private static IEnumerable<string> Changes(string cell, int digits)
    {
        if (cell != "0")
            yield return $"-({cell})";
        foreach (Match number in Regex.Matches(cell, @"\d+(\.\d+)?"))
        {
            var point = number.Value.IndexOf('.');
            var last = point < 0 ? number.Length - 1 : Math.Min(number.Length - 1, point + digits);
            var place = number.Index + last;
            yield return cell[..place] + (char)('0' + (cell[place] - '0' + 1) % 10) + cell[(place + 1)..];
        }
    }

    private static bool IsWithin(SheetCell cell, string changed, Finding finding) =>
        finding.Span.Line == cell.Line && finding.Span.Column >= cell.Column && finding.Span.Column + finding.Span.Length <= cell.Column + changed.Length;

    private static bool IsOfLittleClaim(Sheet sheet, SheetCell cell) => sheet.ToString().Contains("\norder 1\n", StringComparison.Ordinal)
        || (cell.Kind == CellKind.Entry && sheet.Row(sheet.WeightRows[0])[sheet.StageRows.ToList().IndexOf(cell.Line)] == ".");

    private static HoDsl.Generator.Schemes.Scheme Scheme(string name) => Compile.Valid(Sheet.Read(name).ToString());

    private static List<string> Nodes(Sheet sheet) => [.. sheet.Cells.Where(cell => cell.Kind == CellKind.Node).Select(cell => cell.Text)];

    private static string Plus(string cell, string number) => cell == "." ? number : $"{cell}+({number})";
}
