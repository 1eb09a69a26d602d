using System.CommandLine;
using HoDsl.Cli.Training;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl recipes</c>: the recipes that <c>hodsl train --recipe</c> knows, a line each.</summary>
internal static class RecipesCommand
{
    public static Command Create()
    {
        var command = new Command("recipes", "Lists the recipes that trainings can begin with.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var table = PlainTable.Of("recipe", "epochs", "data", "title");
        foreach (var name in Recipes.Names)
        {
            var recipe = Recipes.Load(name);
            table.AddCells(name, $"{recipe.Training.Epochs}", recipe.Data, recipe.Title ?? "");
        }

        return table.Print();
    }
}
