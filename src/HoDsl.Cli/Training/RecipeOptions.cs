using System.CommandLine;
using HoDsl.Networks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using static HoDsl.Cli.Training.OptionForms;

namespace HoDsl.Cli.Training;

/// <summary>The options that choose a recipe and change it.</summary>
internal sealed class RecipeOptions
{
    private readonly Option<string> _recipe = Text("--recipe", "NAME|FILE", "The recipe to begin with; `hodsl recipes` lists them.");
    private readonly Option<string> _from = Text("--from", "RUN", "Begin with the recipe of an earlier run, on the same device and in as many threads: the same weights, bit for bit.");
    private readonly List<(Option Option, Func<ParseResult, Recipe, Recipe> Apply)> _changes = [];

    public RecipeOptions()
    {
        Network(Text("--scheme", "NAME", "The scheme of every block where the network leaves it open; `hodsl schemes` lists them."), (network, value) => network with { Scheme = value });
        foreach (var networks in NetworkCatalog.All.SelectMany(network => network.Parameters, (network, parameter) => (network.Name, Parameter: parameter.Name)).GroupBy(pair => pair.Parameter, pair => pair.Name))
            Network(Whole($"--{networks.Key}", $"A parameter of {string.Join(", ", networks)}."), (network, value) => network.With(networks.Key, value));
        Add(
            Text("--data", "NAME|FOLDER", $"The images: {string.Join(", ", DataSets.Known.Select(known => known.Name))}, or a folder of such files or of PNG images by class."),
            (recipe, value) => recipe with { Data = value });
        Selection(Whole("--subset", "Learn from N of the training images."), (selection, value) => selection with { Subset = value });
        Selection(
            Real("--validation", "The part of the training images that is not learnt from but judged by, so that the test stays a test."),
            (selection, value) => selection with { Validation = value });
        Selection(
            Long("--data-seed", "What the draws of images for a subset, validation or testing follow from."),
            (selection, value) => selection with { Seed = value });
        Training(Whole("--epochs", "How often every training image is seen."), (options, value) => options with { Epochs = value });
        Training(Whole("--batch", "How many images a step of the optimizer sees."), (options, value) => options with { Batch = value });
        Training(Whole("--accumulate", "In how many parts a batch is computed: less memory, the same step."), (options, value) => options with { Accumulate = value });
        Training(
            OrNone(
                Written("--memory", "SIZE", "The most native memory that training may take, 512MiB say: subnets are computed twice where it does not suffice.", MemorySize.TryParse, expected: "an amount such as 512MiB or 2GiB"),
                size => (MemorySize?)size),
            (options, value) => options with { Memory = value.Value });
        Training(
            Choice("--optimizer", "How gradients become steps.", ("sgd", OptimizerKind.Sgd), ("nesterov", OptimizerKind.Nesterov), ("adamw", OptimizerKind.AdamW)),
            (options, value) => options with { Optimizer = value });
        Training(Real("--lr", "The learning rate that the schedule changes."), (options, value) => options with { LearningRate = value });
        Training(Real("--momentum", "The momentum; AdamW's beta1."), (options, value) => options with { Momentum = value });
        Training(Real("--beta2", "The decay of AdamW's second moment."), (options, value) => options with { Beta2 = value });
        Training(Real("--weight-decay", "The weight decay."), (options, value) => options with { WeightDecay = value });
        Training(
            Choice("--decay", "What decays: all parameters, or weights without biases, norms and learnt steps.", ("all", Decayed.All), ("weights", Decayed.Weights)),
            (options, value) => options with { Decay = value });
        Training(
            Written("--schedule", "constant|cosine|one-cycle|step:N,...", "How the learning rate changes; step:100,150 divides it by ten after these epochs, warm-up:5+cosine rises over the first 5.", Schedule.TryParse,
                expected: "constant or cosine or one-cycle or step:N,... with rising numbers, warm-up:X+ in front or not"),
            (options, value) => options with { Schedule = value });
        Training(OrNone(Real("--clip", "The greatest norm of the gradient."), norm => (double?)norm), (options, value) => options with { Clip = value.Value });
        Training(Real("--label-smoothing", "The share of each label that is spread over all classes."), (options, value) => options with { LabelSmoothing = value });
        Training(Real("--mixup", "The parameter of mixup's Beta distribution."), (options, value) => options with { Mixup = value });
        Training(OrNone(Real("--ema", "The decay of an average of the weights, tested and saved in their place."), decay => (double?)decay), (options, value) => options with { Ema = value.Value });
        Training(
            Written(
                "--augment", "none|STEP+...", $"How training images are varied: steps of {AugmentationStep.Forms}, joined by +.", Augmentation.TryParse,
                expected: $"none, or steps of {AugmentationStep.Forms} joined by +"),
            (options, value) => options with { Augmentation = value });
        Training(Long("--seed", "What all random draws follow from."), (options, value) => options with { Seed = value });
        Training(
            Choice("--precision", "In which numbers the network computes.", ("fp32", Precision.Float32), ("bf16", Precision.BFloat16), ("fp16", Precision.Float16)),
            (options, value) => options with { Precision = value });
        Training(OrNone(Whole("--checkpoint-every", "Write a checkpoint every N steps, beside that after each epoch."), steps => (int?)steps), (options, value) => options with { CheckpointEvery = value.Value });
        Training(
            Choice("--on-divergence", "What to do when the loss is no longer a number.", ("stop", DivergencePolicy.Stop), ("continue", DivergencePolicy.Continue)),
            (options, value) => options with { OnDivergence = value });
    }

    /// <summary>The options, in the order of the help.</summary>
    public IEnumerable<Option> All => [_recipe, _from, .. _changes.Select(change => change.Option)];

    /// <summary>The recipe that the command line makes, and the run that it is to repeat, if any.</summary>
    /// <exception cref="UsageException">What comes out cannot be trained.</exception>
    /// <param name="line">The command line.</param>
    /// <param name="network">The network to train with its own defaults; null for that of the recipe.</param>
    public (Recipe Recipe, RunDescription? Earlier) Read(ParseResult line, string? network)
    {
        var (name, run) = (line.GetValue(_recipe), line.GetValue(_from));
        if (name is not null && run is not null) throw new UsageException("A training begins with a recipe or with that of a run, not both: leave out --recipe or --from.");
        var earlier = run is null ? null : RunFolder.Open(run).Description;
        var recipe = earlier?.Recipe ?? Recipes.Load(name ?? Recipes.Default);
        recipe = _changes.Aggregate(network is null ? recipe : recipe with { Network = new(network) }, (changed, change) => change.Apply(line, changed));
        return (Checked(recipe), earlier);
    }

    private static Recipe Checked(Recipe recipe)
    {
        var network = NetworkMaker.Known(recipe.Network);
        var faults = NetworkMaker.Faults(network).Concat(recipe.Training.Faults()).Concat(recipe.Selection?.Faults() ?? []).ToList();
        return faults.Count == 0 ? recipe with { Network = network } : throw new UsageException(string.Join(' ', faults));
    }

    private void Add<T>(Option<T> option, Func<Recipe, T, Recipe> change) => _changes.Add(
        (option, (line, recipe) => line.GetResult(option) is null ? recipe : change(recipe, line.GetRequiredValue(option))));

    private void Network<T>(Option<T> option, Func<NetworkChoice, T, NetworkChoice> change) =>
        Add(option, (recipe, value) => recipe with { Network = change(recipe.Network, value) });

    private void Selection<T>(Option<T> option, Func<DataSelection, T, DataSelection> change) =>
        Add(option, (recipe, value) => recipe with { Selection = change(recipe.Selection ?? DataSelection.All, value) });

    private void Training<T>(Option<T> option, Func<TrainingOptions, T, TrainingOptions> change) =>
        Add(option, (recipe, value) => recipe with { Training = change(recipe.Training, value) });
}
