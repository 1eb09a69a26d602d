using HoDsl.Generator.Emit;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Tests.Networks;

/// <summary>What lines of a network file mean.</summary>
public class LanguageTests
{
    [Theory]
    [InlineData("2 * width + 1", 33)]
    [InlineData("(width - 4) / 3", 4)]
    [InlineData("width-2", 14)]
    [InlineData("-width + 20", 4)]
    [InlineData("width / 2 / 2", 4)]
    [InlineData("2 * (width - 1) * 3", 90)]
    [InlineData("--width - -1", 17)]
    [InlineData("width * 100000 * 10 / 1000000", 16)]
    public void Integers_follow_the_rules_of_arithmetic(string expression, int value) =>
        Assert.Equal(value, CompileNetwork.Valid(CompileNetwork.Head + $"conv 1x1, {expression}\n" + CompileNetwork.Tail).Items[1].To.Channels);

    [Theory]
    [InlineData("width - (4 - 2)", "width - (4 - 2)")]
    [InlineData("(width + 1) * 2", "(width + 1) * 2")]
    [InlineData("width + 1 * 2", "width + 1 * 2")]
    [InlineData("(width - 4) / 3", "Quotient(width - 4, 3)")]
    [InlineData("2 * (width * 3)", "2 * (width * 3)")]
    [InlineData("--width", "-(-width)")]
    [InlineData("2 * -(-width)", "2 * -(-width)")]
    [InlineData("-(-width - 1)", "-(-width - 1)")]
    public void CSharp_means_the_same(string expression, string code) => Assert.Contains(
        $"= Conv(ref shape, 1, {code});",
        NetworkEmitter.Emit(CompileNetwork.Valid(CompileNetwork.Head + $"conv 1x1, {expression}\n" + CompileNetwork.Tail)));

    /// <summary>A place is on one line: what goes on with the next line is found where it begins.</summary>
    [Fact]
    public void An_expression_on_two_lines_is_found_on_its_first()
    {
        const string text = CompileNetwork.Head + "conv 1x1, (width\n - 3) / 2\n" + CompileNetwork.Tail;
        var fault = CompileNetwork.Fault(text);
        Assert.Equal(Rules.UnevenDivision, fault.Rule);
        Assert.Equal((4, 10, "("), (fault.Span.Line, fault.Span.Column, text.Substring(fault.Span.Start, fault.Span.Length)));
    }

    [Fact]
    public void A_line_that_begins_with_blanks_goes_on_with_the_one_above()
    {
        const string body = "body 4 blocks of RK4(vgg) at 32\n    enter stride 2 shortcut pad  # halved\n\n    stochastic-depth linear 1 .. 0.5\n";
        var model = (Body)CompileNetwork.Valid(CompileNetwork.Head + body + CompileNetwork.Tail).Items[1].Part;
        Assert.Equal(new Entry(WholeValue.Of(2), "pad"), model.Entry);
        Assert.Equal(new StochasticDepth(1, 0.5, WeighsInTraining: true, IsPerSample: false), model.Clauses.StochasticDepth);
    }

    [Fact]
    public void Clauses_say_how_a_body_is_trained()
    {
        Assert.Equal(
            new BodyClauses(true, true, false, new(0.9, 0.8, WeighsInTraining: false, IsPerSample: true), new(true, 0.01), new(0.15, 0.5)),
            Options("Fractal3(vgg) shared recompute noise normal 0.01 drop-path 0.15 global 0.5 stochastic-depth linear 0.9 .. 0.8 weigh evaluation per image"));
        Assert.Equal(
            new BodyClauses(false, false, true, new(1, 0.5, WeighsInTraining: false, IsPerSample: false), null, null),
            Options("RevNet(vgg) reversible stochastic-depth linear 1 .. 0.5 weigh evaluation"));

        static BodyClauses Options(string body) => ((Body)CompileNetwork.Valid(CompileNetwork.Head + $"body 4 blocks of {body}\n" + CompileNetwork.Tail).Items[1].Part).Clauses;
    }

    [Theory]
    [InlineData("ode of RK4(vgg) steps width / 4", "ode of RK4(vgg) steps 4 time 1 gradient steps")]
    [InlineData("ode of RK4(vgg) step 0.25 gradient recomputed time 2", "ode of RK4(vgg) step 0.25 time 2 gradient recomputed")]
    [InlineData("ode of DormandPrince(timed-conv) tolerance 0.01 0.001 gradient adjoint", "ode of DormandPrince(timed-conv) tolerance 0.01 0.001 time 1 gradient adjoint")]
    public void A_differential_equation_is_told_its_steps_its_time_and_its_gradients(string body, string text) => Assert.Equal(
        text, NetworkTable.Text(CompileNetwork.Valid(CompileNetwork.Head + $"body {body}\n" + CompileNetwork.Tail).Items[1]));

    /// <summary>A classical method of order 4 computes four slopes a step; all come from one subnet.</summary>
    [Theory]
    [InlineData("steps 3", 3)]
    [InlineData("step 0.3", 4)]
    [InlineData("step 0.2 time 1", 5)]
    [InlineData("step 2", 1)]
    public void A_differential_equation_costs_the_work_of_all_steps_and_the_parameters_of_one_subnet(string steps, int count)
    {
        var (once, ode) = (Cost("1 blocks of Euler(vgg)"), Cost($"ode of RK4(vgg) {steps}"));
        Assert.Equal((once.Parameters, 4 * count * once.MultiplyAdds, 4 * count * once.Activations), (ode.Parameters, ode.MultiplyAdds, ode.Activations));
    }

    /// <summary>Fehlberg's weights of order 4 need five stages of six, and the estimate all. Dormand and Prince's seventh is the first of the next step.</summary>
    [Theory]
    [InlineData("Fehlberg45", 6)]
    [InlineData("DormandPrince", 6)]
    [InlineData("BogackiShampine", 3)]
    [InlineData("Verner89", 16)]
    public void A_step_of_a_chosen_size_costs_all_that_its_estimate_needs(string scheme, int evaluations) => Assert.Equal(
        evaluations * Cost("1 blocks of Euler(vgg)").MultiplyAdds, Cost($"ode of {scheme}(vgg) tolerance 0.001 0.001").MultiplyAdds);

    /// <summary>The first stage of a step is the last of the one before only where that gave what the last stage read.</summary>
    [Fact]
    public void A_step_that_gives_the_embedded_result_computes_its_first_stage() => Assert.Equal(
        7, SchemeSummary.Of(Compile.Valid("scheme Own extends DormandPrince\noutput embedded")).Evaluations);

    [Fact]
    public void Arguments_stand_at_their_places_or_behind_their_names()
    {
        var network = CompileNetwork.Valid(CompileNetwork.Head + "global-average\nlinear width, bias off\nlinear classes\n");
        Assert.Equal("linear 16 bias off", NetworkTable.Text(network.Items[2]));
        Assert.Equal(16 * 16, network.Items[2].Cost.Parameters);
    }

    [Fact]
    public void A_parameter_that_is_taken_for_an_option_needs_a_comma() => Assert.EndsWith(
        "; if its value is meant, put a comma behind it: 'width, stride'",
        CompileNetwork.Fault(CompileNetwork.Head + "conv 3x3, width stride 2\n" + CompileNetwork.Tail).Message, StringComparison.Ordinal);

    [Fact]
    public void The_scheme_at_hand_is_named_in_place_of_the_open_one()
    {
        var network = CompileNetwork.BuiltIn("lm-resnet", "Euler");
        Assert.Equal("LM-ResNet of Euler", NetworkTable.Title(network));
        Assert.Contains(NetworkTable.Draw(network), line => line.Contains("9 blocks of Euler(preact)"));
        Assert.Equal("9 blocks of Scheme(preact)", NetworkTable.Text(network.Items[1]));
    }

    [Fact]
    public void Items_have_the_names_that_the_file_gives_or_their_words_and_numbers() => Assert.Equal(
        ["conv1", "batchNorm1", "stem", "batchNorm2", "body1", "globalAverage1", "linear1"],
        CompileNetwork.Valid(CompileNetwork.Head + "batch-norm\nconv 3x3, 8 as stem\nbatch-norm\nbody 1 blocks of Euler(preact)\n" + CompileNetwork.Tail).Items.Select(item => item.Name));

    [Theory]
    [InlineData("at 24 enter shortcut pad stride 2", "1 block of Euler(vgg) enter stride 2 shortcut pad")]
    [InlineData("stochastic-depth linear 1 .. 1/2 per image weigh evaluation", "1 block of Euler(vgg) stochastic-depth linear 1 .. 0.5 weigh evaluation per image")]
    [InlineData("stochastic-depth linear 1..0.5 weigh training per batch", "1 block of Euler(vgg) stochastic-depth linear 1 .. 0.5")]
    public void What_a_clause_is_told_has_no_order(string clause, string text) =>
        Assert.Equal(text, NetworkTable.Text(CompileNetwork.Valid(CompileNetwork.Head + $"body 1 blocks of Euler(vgg) {clause}\n" + CompileNetwork.Tail).Items[1]));

    [Theory]
    [InlineData("drop-path 0.15 global 0.5")]
    [InlineData("drop-path 0.15")]
    public void A_share_of_single_columns_is_told_where_there_is_one(string clause) => Assert.Equal(
        $"1 block of Fractal3(vgg) {clause}", NetworkTable.Text(CompileNetwork.Valid(CompileNetwork.Head + $"body 1 blocks of Fractal3(vgg) {clause}\n" + CompileNetwork.Tail).Items[1]));

    /// <summary>They would become no property.</summary>
    [Theory]
    [InlineData("relu")]
    [InlineData("gelu")]
    public void A_function_has_no_name(string function)
    {
        var fault = CompileNetwork.Fault(CompileNetwork.Head + $"{function} as act\n" + CompileNetwork.Tail);
        Assert.Equal($"'act' cannot be a name here: '{function}' is a function without weights, and nothing could be found by the name", fault.Message);
        Assert.Equal((4, function.Length + 4), (fault.Span.Line, fault.Span.Column));
    }

    /// <summary>Numbers of items are counted on, and words joined once: files of many thousands of either are read in a moment.</summary>
    [Fact]
    public void Items_beyond_counting_have_names_of_their_own()
    {
        var network = CompileNetwork.Valid(CompileNetwork.Head + "conv 1x1, 8 as relu2\n" + string.Concat(Enumerable.Repeat("relu\n", 20_000)) + CompileNetwork.Tail);
        Assert.Equal(network.Items.Count, network.Items.Select(item => item.Name).Distinct().Count());
        Assert.Equal(["relu2", "relu1", "relu3"], network.Items.Skip(1).Take(3).Select(item => item.Name));
    }

    [Fact]
    public void A_word_of_many_dashes_is_one_word() =>
        Assert.Equal(399_999, CompileNetwork.Fault(CompileNetwork.Head + string.Join("-", Enumerable.Repeat("a", 200_000)) + "\n" + CompileNetwork.Tail).Span.Length);

    /// <summary>The same words are options behind the places.</summary>
    [Fact]
    public void A_parameter_stands_at_a_place_whatever_options_there_are() => Assert.Equal(
        2, CompileNetwork.Valid("network Small(stride = 2)\ninput 3 x 32 x 32\nclasses 10\nconv 3x3, stride\n" + CompileNetwork.Tail).Items[0].To.Channels);

    [Theory]
    [InlineData("conv 3x3, 8 bias", "'bias' needs its value: bias on or bias off")]
    [InlineData("conv 3x3, 8 stride", "'stride' needs its value: stride NUMBER")]
    [InlineData("body 2 blocks of RK4(bottleneck preact)", "'preact' needs its value: preact on or preact off")]
    public void An_option_without_its_value_is_told_what_it_can_be(string line, string message) =>
        Assert.Equal(message, CompileNetwork.Fault(CompileNetwork.Head + line + "\n" + CompileNetwork.Tail).Message);

    /// <summary>A constructor states them: there one parameter's default cannot follow another parameter.</summary>
    [Theory]
    [InlineData("network Small(units = 3, layers = 2 * units + 2)\ninput 3 x 32 x 32\nclasses 10\n", "units")]
    [InlineData("network Small(units = 3)\ninput units x 32 x 32\nclasses 10\n", "units")]
    [InlineData("network Small(units = 3)\ninput 3 x 32 x 32\nclasses 2 * units\n", "units")]
    [InlineData("network Small\ninput 3 x 32 x classes\nclasses 10\n", "classes")]
    public void What_directives_state_are_numbers(string directives, string name) => Assert.EndsWith(
        $"HO0408: '{name}' is no parameter of the network here: this must be a number", CompileNetwork.Fault(directives + "conv 3x3, 8\n" + CompileNetwork.Tail).ToString());

    [Fact]
    public void They_may_be_computed_of_numbers() => Assert.Equal(
        (8, 10), CompileNetwork.Valid("network Small(layers = 2 * 3 + 2)\ninput 3 x 32 x 32\nclasses 2 * 5\nconv 3x3, layers\n" + CompileNetwork.Tail) is var network
            ? (network.Parameters[0].Default, network.Classes) : default);

    [Theory]
    [InlineData("3 x 32 x 16")]
    [InlineData("3x32x16")]
    [InlineData("3x 32 x16")]
    [InlineData("3x32 x 8 + 8")]
    public void An_input_needs_no_blanks(string input) =>
        Assert.Equal(new Shape(3, 32, 16), CompileNetwork.Valid($"network Small\ninput {input}\nclasses 10\nconv 3x3, 8\n{CompileNetwork.Tail}").Input);

    [Theory]
    [InlineData("3x0x16", "HO0410", 8)]
    [InlineData("3x32", "HO0105", 10)]
    [InlineData("3x32x16x2", "HO0105", 13)]
    [InlineData("3x32y16", "HO0105", 7)]
    public void A_fault_in_it_stands_at_its_token(string input, string id, int column)
    {
        var fault = CompileNetwork.Fault($"network Small\ninput {input}\nclasses 10\nconv 3x3, 8\n{CompileNetwork.Tail}");
        Assert.Equal((id, 1, column), (fault.Rule.Id, fault.Span.Line, fault.Span.Column));
    }

    [Theory]
    [InlineData("dropout 1/8", "dropout 0.125")]
    [InlineData("dropout -1/-8", "dropout 0.125")]
    [InlineData("body 1 blocks of Euler(vgg) noise normal 1/4", "1 block of Euler(vgg) noise normal 0.25")]
    public void A_number_may_be_a_quotient(string line, string text) =>
        Assert.Equal(text, NetworkTable.Text(CompileNetwork.Valid(CompileNetwork.Head + line + "\n" + CompileNetwork.Tail).Items[1]));

    [Theory]
    [InlineData("conv 3x3, 8, bias no", "'bias' cannot be 'no'; those are off, on")]
    [InlineData("body ode of RK4(vgg) steps 2 gradient adjiont", "'gradient' cannot be 'adjiont'; those are steps, recomputed, adjoint")]
    public void A_choice_names_all_its_words(string line, string message) =>
        Assert.Equal(message, CompileNetwork.Fault(CompileNetwork.Head + line + "\n" + CompileNetwork.Tail).Message);

    [Theory]
    [InlineData("body 3 blocks of Euler(vgg) enter stride 2 shortcut pad stride 1", "HO0406", "stride")]
    [InlineData("dropout 1/0", "HO0121", "1/0")]
    [InlineData("dropout 3/2", "HO0410", "3/2")]
    [InlineData("dropout width / 2", "HO0105", "width / 2")]
    [InlineData("conv 1000001x1000001, 8", "HO0410", "1000001x1000001")]
    [InlineData("conv 3x3, 8 bias", "HO0404", "bias")]
    [InlineData("body 3 blocks of Euler(vgg) shared shared", "HO0406", "shared")]
    [InlineData("body 3 blocks of Euler(vgg) stochastic linear 1 .. 0.5", "HO0403", "stochastic")]
    [InlineData("body 3 blocks of Euler(vgg) at 1.5", "HO0409", "1.5")]
    [InlineData("body 3 blocks of Euler(vgg) drop-path 1.5", "HO0410", "1.5")]
    [InlineData("body 0 blocks of Euler(vgg)", "HO0410", "0")]
    [InlineData("body 3 of Euler(vgg)", "HO0105", "of")]
    [InlineData("body 3 blocks of Euler vgg", "HO0105", "vgg")]
    [InlineData("conv 3x2, 8", "HO0412", "3x2")]
    [InlineData("conv 3x3, 2 ^ 3", "HO0409", "2 ^ 3")]
    [InlineData("conv 3x3, 8 / 0", "HO0121", "8 / 0")]
    [InlineData("conv 3x3, 8 as Stem", "HO0109", "Stem")]
    [InlineData("conv 3x3, 8 as small", "HO0423", "small")]
    [InlineData("conv 3x3, 100000 * 100000 / 100000", "HO0410", "100000 * 100000 / 100000")]
    [InlineData("4 blocks", "HO0402", "4")]
    [InlineData("body ode of RK4(vgg) recompute", "HO0105", "recompute")]
    [InlineData("body ode of RK4(vgg) steps 0", "HO0410", "0")]
    [InlineData("body ode of RK4(vgg) step 0.25 time 1000000", "HO0410", "0.25")]
    [InlineData("body ode of RK4(vgg) steps 2 time 0", "HO0410", "0")]
    [InlineData("body ode of RK4(vgg) steps 2 times 1", "HO0403", "times")]
    [InlineData("body ode of RK4(vgg) steps 2 time 1 time 2", "HO0406", "time")]
    [InlineData("body ode of RK4(vgg) steps 2 gradient adjiont", "HO0407", "adjiont")]
    [InlineData("body ode of RK4(vgg) tolerance 0.1 0.1", "HO0428", "tolerance")]
    [InlineData("body ode of DormandPrince(vgg) tolerance 0.1 0", "HO0410", "0")]
    [InlineData("body ode of LmResNet(vgg) steps 2", "HO0427", "LmResNet")]
    [InlineData("body ode of RevNet(vgg) steps 2", "HO0427", "RevNet")]
    [InlineData("body 3 blocks of RK4(vgg) reversible", "HO0426", "reversible")]
    [InlineData("body 3 blocks of RK4(vgg) drop-path 0.1", "HO0429", "drop-path")]
    [InlineData("body 3 blocks of RevNet(vgg) recompute reversible", "HO0430", "recompute")]
    [InlineData("body 3 blocks of RevNet(vgg) reversible noise normal 0.1", "HO0430", "noise")]
    [InlineData("body 3 blocks of RevNet(vgg) reversible stochastic-depth linear 1 .. 0.5", "HO0430", "stochastic-depth")]
    [InlineData("body 3 blocks of RevNet(vgg) reversible stochastic-depth linear 1 .. 0.5 weigh evaluation per image", "HO0430", "stochastic-depth")]
    [InlineData("body 3 blocks of Leapfrog(vgg) reversible stochastic-depth linear 1 .. 0.5 weigh evaluation", "HO0430", "stochastic-depth")]
    [InlineData("conv 3x3, 99999999999", "HO0410", "99999999999")]
    [InlineData("classes 12", "HO0103", "classes")]
    public void A_fault_stands_at_its_token(string line, string id, string token)
    {
        var fault = CompileNetwork.Fault(CompileNetwork.Head + line + "\n" + CompileNetwork.Tail);
        Assert.Equal(id, fault.Rule.Id);
        Assert.Equal((4, line.LastIndexOf(token, StringComparison.Ordinal), token.Length), (fault.Span.Line, fault.Span.Column, fault.Span.Length));
    }

    /// <summary>Long ones would not compile as C#, and do not fit the stack.</summary>
    [Theory]
    [InlineData(100, "")]
    [InlineData(101, "HO0125")]
    [InlineData(20_000, "HO0125")]
    public void An_expression_has_at_most_100_operators(int operators, string id)
    {
        var texts = new[] { $"{string.Concat(Enumerable.Repeat("1+", operators))}1", $"({string.Concat(Enumerable.Repeat("1*", operators))}1)", $"2{string.Concat(Enumerable.Repeat("-1+1", operators / 2))}{(operators % 2 == 0 ? "" : "+1")}" };
        Assert.All(texts, expression => Assert.Equal(
            id, string.Concat(CompileNetwork.Text(CompileNetwork.Head + $"conv 1x1, {expression}\n" + CompileNetwork.Tail).Findings.Select(finding => finding.Rule.Id))));
    }

    /// <summary>Of a subnet's options those that set the number of its layers, and no others: the runtime's LayersOf takes these.</summary>
    [Theory]
    [InlineData("basic se 4", "Basic.Layers)")]
    [InlineData("dense growth 4", "Dense.Layers)")]
    [InlineData("dense layers 2 growth 4 bottleneck on", "Dense.LayersOf(layers: 2, bottleneck: true))")]
    [InlineData("osa layers 3 width 4", "Osa.LayersOf(layers: 3))")]
    public void Layers_are_counted_by_the_options_that_set_them(string subnet, string code) => Assert.Contains(
        $"global::HoDsl.Runtime.Subnets.{code}",
        NetworkEmitter.Emit(CompileNetwork.Valid(CompileNetwork.Head + $"body 8 layers of Euler({subnet})\n" + CompileNetwork.Tail)));

    [Theory]
    [InlineData("network int\n", "HO0109")]
    [InlineData("network small\n", "HO0109")]
    [InlineData("network Small(class = 1)\n", "HO0109")]
    [InlineData("network Small(input = 1)\n", "HO0109")]
    [InlineData("network Small(Width = 1)\n", "HO0109")]
    [InlineData("network TStep<Step>\n", "HO0423")]
    [InlineData("network Small(width = 1, width = 2)\n", "HO0423")]
    [InlineData("network Small<Scheme = RK5>\n", "HO0414")]
    public void A_name_that_cannot_be_is_refused(string header, string id) => Assert.Equal(
        id, CompileNetwork.Fault(header + "input 3 x 32 x 32\nclasses 10\nconv 3x3, 8\n" + CompileNetwork.Tail).Rule.Id);

    [Theory]
    [InlineData(11, "the nearest are layers = 10 and layers = 18")]
    [InlineData(17, "the nearest are layers = 10 and layers = 18")]
    [InlineData(5, "the nearest is layers = 10")]
    public void A_depth_of_broken_blocks_names_the_nearest_depths(int layers, string nearest)
    {
        var choices = new NetworkChoices(null, new Dictionary<string, int> { ["layers"] = layers });
        var fault = Assert.Single(NetworkCompiler.Compile([BuiltInNetworks.All.Single(file => file.Path.EndsWith("/ho-resnet.network", StringComparison.Ordinal))], choices: choices)[0].Findings);
        Assert.Equal(Rules.PartOfABlock, fault.Rule);
        Assert.EndsWith(nearest, fault.Message);
    }

    /// <summary>One number sets three bodies, of which two enter by a step of one subnet: 6n + 2 layers under a scheme of one stage, and none under others.</summary>
    [Theory]
    [InlineData("Euler", 21, "19 / 3 is no whole number; the nearest are layers = 20 and layers = 26")]
    [InlineData("Euler", 23, "7 layers are not whole blocks of 'Euler', which have 2 layers each; the nearest are layers = 20 and layers = 26")]
    [InlineData("RK4", 20, "6 layers are not whole blocks of 'RK4', which have 8 layers each; no depth near it makes whole blocks of all bodies, so count blocks instead: 'body N blocks'")]
    public void A_depth_of_several_bodies_is_one_of_whole_blocks_in_all(string scheme, int layers, string message) =>
        Assert.Equal(message, Assert.Single(CompileNetwork.BuiltInFindings("preact-resnet", scheme, ("layers", layers))).Message);

    /// <summary>A depth of numbers alone, or of two parameters, is told as a number.</summary>
    [Theory]
    [InlineData("", "12", "the nearest are 8 and 16")]
    [InlineData("(a = 5, b = 7)", "a + b", "the nearest are 8 and 16")]
    [InlineData("(a = 5)", "2 * a + 2", "the nearest are a = 3 and a = 7")]
    [InlineData("(a = 5)", "-a + 17", "the nearest are a = 1 and a = 9")]
    public void A_depth_is_told_in_the_words_of_who_chooses_it(string parameters, string count, string nearest) => Assert.EndsWith(nearest, CompileNetwork.Fault(
        $"network Small{parameters}\ninput 3 x 32 x 32\nclasses 10\nbody {count} layers of RK4(vgg)\n{CompileNetwork.Tail}").Message);

    /// <summary>Some of the depths that are tried are too large for any network.</summary>
    [Fact]
    public void Where_no_depth_makes_whole_blocks_of_all_bodies_that_is_told() => Assert.EndsWith("so count blocks instead: 'body N blocks'", CompileNetwork.Fault(
        $"network Small(a = 3)\ninput 3 x 32 x 32\nclasses 10\nbody a*a*a*a layers of RK4(vgg)\nbody a*a*a*a + 1 layers of RK4(vgg)\n{CompileNetwork.Tail}").Message);

    [Fact]
    public void A_message_of_the_runtime_states_the_depth_as_the_file_does() => Assert.Contains(
        "BlocksIn<global::HoDsl.Schemes.Euler>(\"2 * (a + 1) / b\", Quotient(2 * (a + 1), b), 0, ",
        NetworkEmitter.Emit(CompileNetwork.Valid($"network Small(a = 5, b = 3)\ninput 3 x 32 x 32\nclasses 10\nbody 2 * (a + 1) / b layers of Euler(vgg)\n{CompileNetwork.Tail}")));

    [Fact]
    public void Learnt_numbers_count()
    {
        const string text = "network Small\ninput 3 x 32 x 32\nclasses 10\nbody 3 blocks of {0}(vgg)\n" + CompileNetwork.Tail;
        var plain = CompileNetwork.Valid(text.Replace("{0}", "Euler")).Cost.Parameters;
        // A coefficient of a history does not matter in the first block; a step does in each.
        Assert.Equal(plain + 2, CompileNetwork.Valid(text.Replace("{0}", "LmResNet")).Cost.Parameters);
        Assert.Equal(plain + (2 * 3), CompileNetwork.Valid(text.Replace("{0}", "LmResNetChannels")).Cost.Parameters);
        Assert.Equal(plain + 3, CompileNetwork.Valid(text.Replace("{0}", "Leapfrog")).Cost.Parameters);
        Assert.Equal(plain + (3 * 3), CompileNetwork.Valid(text.Replace("{0}", "LayerScale")).Cost.Parameters);
    }

    [Fact]
    public void Shared_subnets_count_once()
    {
        const string text = "network Small\ninput 3 x 32 x 32\nclasses 10\nbody {0} blocks of RK4(vgg) {1}\n" + CompileNetwork.Tail;
        Assert.Equal(
            CompileNetwork.Valid(text.Replace("{0}", "1").Replace("{1}", "")).Cost.Parameters,
            CompileNetwork.Valid(text.Replace("{0}", "5").Replace("{1}", "shared")).Cost.Parameters);
    }

    private static Cost Cost(string body) => CompileNetwork.Valid(CompileNetwork.Head + $"body {body}\n" + CompileNetwork.Tail).Items[1].Cost;
}
