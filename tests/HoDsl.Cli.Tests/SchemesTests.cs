namespace HoDsl.Cli.Tests;

public class SchemesTests
{
    [Fact]
    public void The_table_has_a_row_for_every_scheme()
    {
        var schemes = Hodsl.Run("schemes");
        Assert.Equal(0, schemes.Code);
        var rows = schemes.Output.Split('\n').Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(row => row.Length > 0).ToList();
        Assert.All(HoDsl.Schemes.SchemeCatalog.All, scheme => Assert.Single(rows, row => row[0] == scheme.Name));
    }
}
