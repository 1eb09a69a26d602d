using FsCheck;
using FsCheck.Fluent;

namespace HoDsl.Generator.Tests.Printing;

/// <summary>Tableau files with all that the language has, written as untidily as it allows.</summary>
internal static class RandomFiles
{
    private static readonly Gen<string> Number = Gen.OneOf(
        from n in Gen.Choose(0, 30) select $"{n}",
        from n in Gen.Choose(-30, 30) from d in Gen.Choose(1, 30) select $"{n}/{d}",
        from n in Gen.Choose(0, 999) from d in Gen.Choose(0, 99) select $"{n}.{d}",
        from n in Gen.Choose(0, 999) from e in Gen.Choose(-70, 3) select $"{n}e{e}",
        from n in Gen.Choose(1, 9) from e in Gen.Choose(-9, 9) select $"{n}^{e}",
        Gen.Elements("s", "sqrt(8)", "-s/3", "(1 + s)/2", "half", "sqrt(9/4)", ".5", "-(-1)", "2*(1 - half)^2"));

    private static readonly Gen<string> Cell = Gen.Frequency(
        (2, Gen.Constant(".")), (2, Gen.Constant("1")), (4, Number), (1, from a in Number from b in Number from symbol in Gen.Elements("+", "-", "*") select $"({a} {symbol} {b})"));

    private static readonly Gen<string> LearntCell = Gen.Frequency((6, Cell), (1, Gen.Elements("p", "1-p", "q/2+p", "-(p - 3*q)", "p*s", "2*(q + p)-q")));

    private static readonly Gen<string> Blanks = Gen.Elements(" ", "  ", "\t", "     ");

    private static readonly string[] States =
        ["", "states y", "states z", "states y, y[-1]", "states y[-1], y", "states y, y[-1], y[-2]", "states y, k1[-1]", "states y, k1[-1], k1[-2]", "states a = split, b", "states a = split, b, z = 0", "states y, z = 0"];

    /// <summary>Files; some of them have no meaning.</summary>
    public static Gen<string> Files { get; } =
        from states in Gen.Elements(States)
        from stages in Gen.Choose(1, 4)
        from isLearnt in Gen.Elements(false, false, true)
        from hasEmbedded in Gen.Elements(true, false)
        from directives in Gen.ArrayOf(Directive)
        from rows in Rows(states, stages, isLearnt ? LearntCell : Cell, hasEmbedded)
        from end in Gen.Elements("\n", "\r\n", "\r")
        let names = new[] { "let s = sqrt(2)", "let half = 1/2", "param p learnable init uniform(-0.1, half)", "param q learnable per channel" }
        let lines = new[] { "scheme Random" }.Concat(isLearnt ? names : names[..2]).Concat(directives.DistinctBy(line => line.Split(' ')[0])).Append(states).Append("# rows").Concat(rows)
        select "\uFEFF" + string.Join(end, lines);

    private static Gen<string> Directive { get; } = Gen.OneOf(
        Gen.Elements("weights shared", "weights per stage", "after relu", "after none", "output weights", "output embedded", "output both", "source \"Kutta # 1901\""),
        from value in Number select $"step {value}",
        from value in Gen.Elements("", " init 1/2", " init half")
        from range in Gen.Elements("", " range [1/8, 4]", " range [-s, 1+s]")
        from per in Gen.Elements("", " per block", " per channel")
        from scales in Gen.Elements("", " scales all", " scales output")
        select $"step learnable{value}{range}{per}{scales}");

    private static Gen<string[]> Rows(string states, int stages, Gen<string> cell, bool hasEmbedded)
    {
        string[] names = states.Length == 0 ? [] : [.. states["states ".Length..].Split(", ").Select(state => state.Split(' ')[0])];
        string[] now = [.. names.Where(name => !name.Contains('['))];
        string[] labels = names.Length == 0 || names.Length == 1 ? [.. Enumerable.Repeat("", hasEmbedded ? 2 : 1)] : now;
        var above = Enumerable.Range(0, stages).Select(stage => Row("", names.Length, stage, cell));
        var below = labels.Select(label => Row(label, names.Length, stages, cell));
        return from first in Gen.CollectToArray(above)
               from last in Gen.CollectToArray(below)
               select (string[])[.. first, names.Length == 0 ? "---+---" : "---+---+---", .. last];
    }

    private static Gen<string> Row(string label, int states, int stages, Gen<string> cell) =>
        from ofStates in Gen.ArrayOf(Gen.Frequency((3, Gen.Constant("1")), (1, cell)), states)
        from ofStages in Gen.ArrayOf(cell, stages)
        from blanks in Gen.ArrayOf(Blanks, states + stages + 2)
        let cells = ofStates.Concat(ofStages).Select((text, i) => text + blanks[i]).ToArray()
        select $"{label} |{(states == 0 ? "" : $"{blanks[^1]}{string.Concat(cells[..states])}|")}{blanks[^2]}{string.Concat(cells[states..])}";
}
