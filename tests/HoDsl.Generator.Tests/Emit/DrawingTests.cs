using HoDsl.Generator.Emit;

namespace HoDsl.Generator.Tests.Emit;

public class DrawingTests
{
    public static TheoryData<string> Files => TableauFiles.Names("Literature");

    [Theory, MemberData(nameof(Files))]
    public void A_drawn_tableau_reads_back_as_itself(string name)
    {
        var scheme = Compile.Valid(TableauFiles.Read("Literature", name));
        var drawing = string.Join("\n", TableauDrawing.Draw(scheme.Tableau));
        var again = Compile.Text($"scheme Again\norder {scheme.Order} to 1e-12\n{drawing}").Scheme!;
        Assert.Equal(scheme.Tableau, again.Tableau);
    }
}
