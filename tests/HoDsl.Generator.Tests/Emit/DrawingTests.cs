using HoDsl.Generator.Emit;

namespace HoDsl.Generator.Tests.Emit;

public class DrawingTests
{
    public static TheoryData<string> Tableaux => TableauFiles.Tableaux;

    [Theory, MemberData(nameof(Tableaux))]
    public void A_drawn_tableau_reads_back_as_itself(string path)
    {
        var text = TableauFiles.Read(path);
        var scheme = Compile.Valid(text);
        var directives = text.Split('\n').TakeWhile(line => !line.Contains('|'));
        var again = Compile.Valid(string.Join("\n", [.. directives, .. TableauDrawing.Draw(scheme.Tableau)]));
        Assert.Equal(scheme.Tableau, again.Tableau);
    }
}
