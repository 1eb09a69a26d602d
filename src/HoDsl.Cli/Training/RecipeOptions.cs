using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The options that change the default recipe.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string> _scheme = Text("--scheme", "NAME", "The scheme of every block; `hodsl schemes` lists them.");
    private readonly Option<int> _layers = Whole("--layers", "The depth of the network, counted with stem and head.");
    private readonly Option<int> _width = Whole("--width", "The number of channels in the body.");
    private readonly Option<string> _data = Text("--data", "NAME", "The images: fashion, cifar10, or a folder that holds their files.");
    private readonly Option<int> _epochs = Whole("--epochs", "How often every training image is seen.");
    private readonly Option<int> _batch = Whole("--batch", "How many images a step of the optimizer sees.");
    private readonly Option<double> _rate = Real("--lr", "The initial learning rate.");
    private readonly Option<double> _momentum = Real("--momentum", "The momentum.");
    private readonly Option<double> _decay = Real("--weight-decay", "The weight decay.");
    private readonly Option<Schedule> _schedule = Named(
        "--schedule", "constant|cosine|step:N,...", "How the learning rate changes; step:100,150 divides it by ten after these epochs.", Schedule.TryParse);
    private readonly Option<long> _seed = new("--seed") { HelpName = "N", Description = "What all random draws follow from." };
    private readonly Option<Precision?> _precision = Named<Precision?>(
        "--precision", "fp32|bf16", "In which numbers the network computes.", ParsePrecision);
    private readonly Option<Augmentation> _augmentation = Named(
        "--augment", "none|STEP+...", $"How training images are varied: steps of {AugmentationStep.Forms}, joined by +.", Augmentation.TryParse);

    /// <summary>The options, in the order of the help.</summary>
    public IReadOnlyList<Option> All =>
        [_scheme, _layers, _width, _data, _epochs, _batch, _rate, _momentum, _decay, _schedule, _augmentation, _seed, _precision];

    /// <summary>The default recipe with what the command line changes.</summary>
    /// <exception cref="UsageException">What comes out cannot be trained.</exception>
    public Recipe Recipe(ParseResult line)
    {
        var recipe = DefaultRecipe.Load();
        var training = recipe.Training;
        recipe = new Recipe(
            Or(line, _scheme, recipe.Scheme), Or(line, _layers, recipe.Layers), Or(line, _width, recipe.Width), Or(line, _data, recipe.Data),
            new TrainingOptions(
                Or(line, _epochs, training.Epochs), Or(line, _batch, training.Batch), Or(line, _rate, training.LearningRate),
                Or(line, _momentum, training.Momentum), Or(line, _decay, training.WeightDecay), Or(line, _schedule, training.Schedule),
                Or(line, _seed, training.Seed), Or(line, _precision, training.Precision)!.Value, Or(line, _augmentation, training.Augmentation)));
        return Checked(recipe);
    }

    private static Recipe Checked(Recipe recipe)
    {
        var scheme = Catalogue.Find(recipe.Scheme);
        var faults = recipe.Faults().Append(HoResNet.DepthFault(scheme, recipe.Layers)).OfType<string>().ToList();
        return faults.Count == 0 ? recipe with { Scheme = scheme.Name } : throw new UsageException(string.Join(' ', faults));
    }

    private static T Or<T>(ParseResult line, Option<T> option, T otherwise) =>
        line.GetResult(option) is null ? otherwise : line.GetRequiredValue(option);

    private static Precision? ParsePrecision(string text) => text switch
    {
        "fp32" => Precision.Float32,
        "bf16" => Precision.BFloat16,
        _ => null,
    };

    private static Option<string> Text(string name, string help, string description) =>
        new(name) { HelpName = help, Description = description };

    private static Option<int> Whole(string name, string description) => new(name)
    {
        HelpName = "N",
        Description = description,
        CustomParser = result => int.TryParse(Value(result), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : Fault<int>(result, name, "a whole number"),
    };

    private static Option<double> Real(string name, string description) => new(name)
    {
        HelpName = "X",
        Description = description,
        CustomParser = result => double.TryParse(Value(result), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : Fault<double>(result, name, "a number"),
    };

    private static Option<T> Named<T>(string name, string forms, string description, Func<string, T?> parse) => new(name)
    {
        HelpName = forms,
        Description = description,
        CustomParser = result => parse(Value(result)) is { } value ? value : Fault<T>(result, name, forms.Replace("|", " or ")),
    };

    private static string Value(ArgumentResult result) => result.Tokens[0].Value;

    private static T Fault<T>(ArgumentResult result, string name, string expected)
    {
        result.AddError($"{name} takes {expected}, not '{Value(result)}'.");
        return default!;
    }
}
