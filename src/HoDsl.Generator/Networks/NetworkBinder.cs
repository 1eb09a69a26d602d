using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>Makes the model of a network out of what its file says: names found, shapes followed, costs counted.</summary>
internal sealed class NetworkBinder(NetworkUnit unit, NetworkChoices choices, FindingBag findings)
{
    // What the directives state are defaults of a constructor: they follow no parameter.
    private static readonly FormulaReader Numbers = new(new Dictionary<string, int>());

    private readonly NetworkSyntax _syntax = unit.File.Syntax;
    private readonly Dictionary<string, int> _values = [];
    private readonly HashSet<string> _names = [];
    private readonly HashSet<string> _labels = [.. unit.File.Syntax.Items.Select(item => item.Label?.Text).OfType<string>()];
    private readonly Dictionary<string, int> _numbers = [];

    /// <summary>The model; null where the file makes none.</summary>
    public Network? Bind()
    {
        try
        {
            return BindAll();
        }
        catch (Fault fault)
        {
            findings.Add(fault);
            return null;
        }
    }

    private Network BindAll()
    {
        var header = _syntax.Header!;
        var parameters = header.Parameters.Select(Parameter).ToEquatableArray();
        var input = Input(header);
        _values["classes"] = choices.Classes ?? Numbers.Whole(Required<ClassesDirective>(header, "classes", "'classes 10'").Count, least: 1).Number;
        var open = header.OpenScheme is { } scheme ? Open(scheme) : null;
        if (_syntax.Items.Count == 0)
            throw new Fault(Rules.IncompleteNetwork, header.Name.Span, header.Name.Text, "layers", "one a line, such as 'conv 3x3, 16'");

        var formulas = new FormulaReader(_values);
        var items = Items(formulas, new NetworkScope(unit, open?.AtHand, formulas), input);
        if (items[items.Count - 1].To is var output && output != Shape.Flat(_values["classes"]))
            throw new Fault(Rules.NotClasses, _syntax.Items[_syntax.Items.Count - 1].Keyword.Span, output, Quantity.Of(_values["classes"], "number"));
        ReportUnused(header);
        return new(
            header.Name.Text, unit.File.Source.Namespace, header.Title, _syntax.Find<NetworkSourceDirective>()?.Text,
            open, parameters, input, _values["classes"], items.ToEquatableArray());
    }

    private NetworkParameter Parameter(ParameterSyntax parameter)
    {
        if (_values.ContainsKey(parameter.Name.Text))
            throw new Fault(Rules.DuplicateName, parameter.Name.Span, parameter.Name.Text);
        var @default = Numbers.Whole(parameter.Default, least: 0).Number;
        _values[parameter.Name.Text] = choices.Parameters.TryGetValue(parameter.Name.Text, out var chosen) ? chosen : @default;
        return new(parameter.Name.Text, @default);
    }

    private T Required<T>(NetworkHeader header, string what, string example) where T : NetworkDirective =>
        _syntax.Find<T>() ?? throw new Fault(Rules.IncompleteNetwork, header.Name.Span, header.Name.Text, what, example);

    private Shape Input(NetworkHeader header)
    {
        var input = Required<InputDirective>(header, "input", "'input 3 x 32 x 32', the channels, height and width of an image");
        var stated = new Shape(Size(input.Channels), Size(input.Height), Size(input.Width));
        return choices.Input ?? stated;

        static int Size(Expression expression) => Numbers.Whole(expression, least: 1).Number;
    }

    private OpenScheme Open(OpenSchemeSyntax open)
    {
        var @default = open.Default is { } name ? unit.Schemes.First(scheme => scheme.Name == name.Text) : null;
        return new(open.Name.Text, @default, choices.Scheme ?? @default);
    }

    // What follows a fault has no shape to go by: the first one is reported.
    private List<NetworkItem> Items(FormulaReader formulas, NetworkScope names, Shape input)
    {
        var (items, shape, total) = (new List<NetworkItem>(), input, new Total());
        var (layers, bodies, equations) = (new LayerBinder(formulas), new BodyBinder(names, formulas, _syntax.Items.OfType<BodySyntax>()), new OdeBinder(names, formulas));
        foreach (var syntax in _syntax.Items)
        {
            try
            {
                var item = syntax switch
                {
                    BodySyntax body => bodies.Bind(body, Name(syntax), shape),
                    OdeSyntax ode => equations.Bind(ode, Name(syntax), shape),
                    _ => layers.Bind((LayerSyntax)syntax, Name(syntax), shape),
                };
                total.Add(item);
                items.Add(item);
                shape = item.To;
            }
            catch (OverflowException)
            {
                throw new ShapeException("with it, the network costs more than can be counted").At(syntax.Keyword, shape);
            }
        }
        return items;
    }

    // `as stem`, or the kind and a number: conv1, conv2. Its property must differ from the class and the class's type parameter.
    private string Name(ItemSyntax item)
    {
        var header = _syntax.Header!;
        string[] types = [header.Name.Text, .. header.OpenScheme is { } open ? new[] { $"T{open.Name.Text}" } : []];
        bool IsFree(string name) => !_names.Contains(name) && !types.Contains(Keywords.PropertyOf(name));
        if (item.Label is { } label && !IsFree(label.Text))
            throw new Fault(Rules.DuplicateName, label.Span, label.Text);
        var name = item.Label?.Text ?? Numbered(item.Keyword.Text).First(name => IsFree(name) && !_labels.Contains(name));
        _names.Add(name);
        return name;
    }

    // Each number once: a file may have many items of one kind.
    private IEnumerable<string> Numbered(string keyword)
    {
        while (true)
        {
            _numbers.TryGetValue(keyword, out var number);
            _numbers[keyword] = number + 1;
            yield return FormattableString.Invariant($"{Names.Camel(keyword)}{number + 1}");
        }
    }

    private void ReportUnused(NetworkHeader header)
    {
        var used = new HashSet<string>(_syntax.Items.SelectMany(UsedNames.Of));
        foreach (var parameter in header.Parameters.Where(parameter => !used.Contains(parameter.Name.Text)))
            findings.Add(Rules.Unused, parameter.Name.Span, parameter.Name.Text);
        if (header.OpenScheme is { } open && !_syntax.Items.OfType<SchemeItemSyntax>().Any(item => item.Scheme.Text == open.Name.Text))
            findings.Add(Rules.Unused, open.Name.Span, open.Name.Text);
    }
}
