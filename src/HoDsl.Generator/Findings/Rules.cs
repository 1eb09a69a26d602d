using static HoDsl.Generator.Findings.Severity;

namespace HoDsl.Generator.Findings;

/// <summary>Every finding that the compiler can make, one id a message: HO00 the compiler, HO01 the language, HO02 claims, HO03 the tableau, HO04 networks.</summary>
public static class Rules
{
    // The compiler itself

    /// <summary>The compiler failed on a file.</summary>
    public static readonly Rule CompilerFailed = new("HO0001", Error, "The compiler failed",
        "the compiler failed on this file, which is a fault of the compiler: {0}");

    /// <summary>A file cannot be read.</summary>
    public static readonly Rule UnreadableFile = new("HO0002", Error, "The file cannot be read",
        "the file cannot be read");

    // The language: words, lines, names, numbers

    /// <summary>No `scheme` directive.</summary>
    public static readonly Rule MissingHeader = new("HO0101", Error, "No scheme directive",
        "the file names no scheme: begin it with 'scheme NAME'");

    /// <summary>A line that begins with no known directive.</summary>
    public static readonly Rule UnknownDirective = new("HO0102", Error, "Unknown directive",
        "'{0}' is not a directive{1}");

    /// <summary>A directive given more than once.</summary>
    public static readonly Rule DuplicateDirective = new("HO0103", Error, "Directive given twice",
        "'{0}' is given twice; it stands in line {1} already{2}");

    /// <summary>A directive below the tableau.</summary>
    public static readonly Rule DirectiveAfterRows = new("HO0104", Error, "Directive below the tableau",
        "'{0}' stands below the tableau; directives stand above it");

    /// <summary>A token that does not fit.</summary>
    public static readonly Rule UnexpectedToken = new("HO0105", Error, "Unexpected token",
        "expected {0}, not {1}{2}");

    /// <summary>A text without its closing quote.</summary>
    public static readonly Rule UnclosedText = new("HO0106", Error, "Text without its closing quote",
        "the text has no closing quote on this line");

    /// <summary>A character that the language does not have.</summary>
    public static readonly Rule StrangeCharacter = new("HO0107", Error, "Strange character",
        "the character {0} has no meaning here{1}");

    /// <summary>A parenthesis without its partner.</summary>
    public static readonly Rule UnbalancedParenthesis = new("HO0108", Error, "Unbalanced parenthesis",
        "the parenthesis has no partner");

    /// <summary>A name that cannot be given to a value.</summary>
    public static readonly Rule ReservedName = new("HO0109", Error, "Reserved name",
        "'{0}' cannot be a name here: {1}");

    /// <summary>An expression nested too deep.</summary>
    public static readonly Rule NestedTooDeep = new("HO0110", Error, "Expression nested too deep",
        "the expression is nested deeper than {0} levels");

    /// <summary>A name that nothing defines.</summary>
    public static readonly Rule UnknownName = new("HO0111", Error, "Unknown name",
        "'{0}' is not defined above{1}");

    /// <summary>A base that does not exist.</summary>
    public static readonly Rule UnknownBase = new("HO0112", Error, "Unknown base scheme",
        "there is no scheme '{0}' to extend{1}");

    /// <summary>Schemes that extend each other in a circle.</summary>
    public static readonly Rule CircularExtends = new("HO0113", Error, "Schemes extend each other in a circle",
        "'{0}' extends itself: {1}");

    /// <summary>Two files with one scheme name.</summary>
    public static readonly Rule DuplicateScheme = new("HO0114", Error, "Two schemes of one name",
        "'{0}' is declared in '{1}' too; each scheme needs a name of its own, case and '_' aside");

    /// <summary>A base that has errors, or gets them from the extending scheme's directives.</summary>
    public static readonly Rule BaseFails = new("HO0115", Error, "The base scheme has errors",
        "the base scheme fails at {0}: {1}");

    /// <summary>A tableau in a scheme that has one from its base.</summary>
    public static readonly Rule RowsInExtension = new("HO0116", Error, "Rows in an extending scheme",
        "'{0}' has the tableau of '{1}'; remove the rows or the 'extends {1}'");

    /// <summary>A `let` or `param` that nothing reads.</summary>
    public static readonly Rule UnusedName = new("HO0117", Warning, "Nothing uses a name",
        "nothing in the scheme uses '{0}'");

    /// <summary>Division by zero.</summary>
    public static readonly Rule DivisionByZero = new("HO0121", Error, "Division by zero",
        "division by zero");

    /// <summary>The root of a negative number.</summary>
    public static readonly Rule NegativeRoot = new("HO0122", Error, "Square root of a negative number",
        "{0} has no square root: it is negative");

    /// <summary>The root of an irrational number.</summary>
    public static readonly Rule NestedRoot = new("HO0123", Error, "Square root of an irrational number",
        "the square root of {0} cannot be written with one radical: only rational numbers have roots here");

    /// <summary>A second radical.</summary>
    public static readonly Rule SecondRadical = new("HO0124", Error, "Two radicals in one scheme",
        "sqrt({0}) beside the sqrt({1}) in line {2}: a scheme has one radical");

    /// <summary>A number beyond the compiler's limits.</summary>
    public static readonly Rule NumberTooLarge = new("HO0125", Error, "Number too long",
        "the number is too long: {0}");

    // Claims

    /// <summary>The weights do not have the order claimed.</summary>
    public static readonly Rule FalseOrder = new("HO0201", Error, "False claim of order",
        "'{0}' claims order {1} but has order {2}: {3}{4}");

    /// <summary>The embedded weights do not have the order claimed.</summary>
    public static readonly Rule FalseEmbeddedOrder = new("HO0202", Error, "False claim of embedded order",
        "'{0}' claims embedded order {1} but its second row of weights has order {2}: {3}{4}");

    /// <summary>A claim about embedded weights that are not there.</summary>
    public static readonly Rule NoEmbeddedWeights = new("HO0203", Error, "No embedded weights",
        "'{0}' needs a second row of weights, and {1}");

    /// <summary>An initial step outside its range.</summary>
    public static readonly Rule InitialStepOutOfRange = new("HO0204", Error, "Initial step outside its range",
        "the initial step {0} lies outside its range [{1}, {2}]");

    /// <summary>A range that holds nothing.</summary>
    public static readonly Rule EmptyRange = new("HO0205", Error, "Empty range",
        "the range [{0}, {1}] is empty: its first number must be the smaller");

    /// <summary>What was proved where nothing was claimed.</summary>
    public static readonly Rule ProvedOrder = new("HO0206", Info, "Proved order",
        "'{0}' claims no order; the order proved is {1}");

    /// <summary>A claim of order for a scheme of which it cannot be true or false.</summary>
    public static readonly Rule UnprovableClaim = new("HO0207", Error, "Claim that cannot be proved",
        "'{0}' cannot claim an order: {1}");

    // The tableau

    /// <summary>A node that is not its row's sum.</summary>
    public static readonly Rule NodeMismatch = new("HO0301", Error, "Node and row sum differ",
        "the node is {0}, but its row sums to {1}{2}");

    /// <summary>A nonzero entry on or above the diagonal.</summary>
    public static readonly Rule ImplicitEntry = new("HO0302", Error, "Implicit entry",
        "stage {0} cannot read {1}: each stage of an explicit scheme reads only those before it");

    /// <summary>A stage row with more cells than there are stages.</summary>
    public static readonly Rule LongRow = new("HO0303", Error, "Row too long",
        "the row has {0}, but the tableau has {1}");

    /// <summary>A row of weights whose number of cells is not the number of stages.</summary>
    public static readonly Rule WeightCount = new("HO0304", Error, "Wrong number of weights",
        "the row has {0}, but the tableau has {1}{2}");

    /// <summary>A tableau without stages.</summary>
    public static readonly Rule NoStages = new("HO0305", Error, "No stages",
        "'{0}' has no stages: write one row for each above the rule");

    /// <summary>A tableau without a rule or without weights below it.</summary>
    public static readonly Rule NoWeights = new("HO0306", Error, "No weights",
        "'{0}' has no weights: write a rule of dashes below the stages and a row of weights below it");

    /// <summary>More rows below the rule than a tableau has.</summary>
    public static readonly Rule SurplusRow = new("HO0307", Error, "Too many rows of weights",
        "a tableau has one row of weights and at most one of embedded weights below its rule");

    /// <summary>A second rule.</summary>
    public static readonly Rule SecondRule = new("HO0308", Error, "Second rule",
        "the tableau has its rule in line {0} already");

    /// <summary>A row or rule with another number of bars.</summary>
    public static readonly Rule BarCount = new("HO0309", Error, "Wrong number of bars",
        "{0} in this line, where the tableau has {1}");

    /// <summary>A row of weights whose label is no state of the block.</summary>
    public static readonly Rule UnknownLabel = new("HO0310", Error, "Unknown label of a row of weights",
        "{0} labels the row, but is no state of now{1}");

    /// <summary>Weights that are all zero, or the step.</summary>
    public static readonly Rule NothingComputed = new("HO0311", Error, "Weights or step zero",
        "{0}: the block would compute nothing");

    /// <summary>A coefficient, or what multiplies or replaces one, that no double can hold.</summary>
    public static readonly Rule CoefficientOverflow = new("HO0312", Error, "Coefficient too large",
        "{0} is too large for floating point, which ends at 1.8e308");

    /// <summary>More stages than the compiler can deal with in reasonable time.</summary>
    public static readonly Rule TooManyStages = new("HO0313", Error, "Too many stages",
        "'{0}' has {1} stages, and methods of up to {2} are proved");

    // States

    /// <summary>A name in the caption that is not the column's.</summary>
    public static readonly Rule CaptionMismatch = new("HO0331", Error, "Wrong caption",
        "the caption says '{0}', but this column is '{1}'");

    /// <summary>A caption with too many or too few names.</summary>
    public static readonly Rule CaptionCount = new("HO0342", Error, "Wrong number of names in the caption",
        "the caption has {0} for {1}");

    /// <summary>A tableau of one bar for several states.</summary>
    public static readonly Rule NoStateWeights = new("HO0332", Error, "No weights of the states",
        "'{0}' has {1} states: write their weights between two bars in every row");

    /// <summary>A row whose number of state weights is not the number of states.</summary>
    public static readonly Rule StateCount = new("HO0333", Error, "Wrong number of state weights",
        "the row has {0} for {1}");

    /// <summary>A row of weights without its label.</summary>
    public static readonly Rule NoLabel = new("HO0334", Error, "Row of weights without label",
        "write before the bar which state the row gives");

    /// <summary>A state that no row gives.</summary>
    public static readonly Rule NoResult = new("HO0335", Error, "State without a row of weights",
        "no row of weights gives the state '{0}'");

    /// <summary>A state that two rows give.</summary>
    public static readonly Rule SecondResult = new("HO0336", Error, "Second row for one state",
        "a row above gives the state '{0}' already");

    /// <summary>A state declared twice.</summary>
    public static readonly Rule DuplicateState = new("HO0337", Error, "State declared twice",
        "the state '{0}' is declared twice");

    /// <summary>A history of something that is not there.</summary>
    public static readonly Rule HistoryOfNothing = new("HO0338", Error, "History of nothing",
        "'{0}' is the history of '{1}', which is neither a state of now nor a stage");

    /// <summary>A history that skips a block.</summary>
    public static readonly Rule HistoryGap = new("HO0339", Error, "Gap in a history",
        "'{0}' needs '{1}' before it: a block hands on what the block before it had");

    /// <summary>A stage that reads the history of a stage that is computed after it.</summary>
    public static readonly Rule HistoryTooEarly = new("HO0340", Error, "History of a later stage",
        "stage {0} cannot read '{1}': where the history begins it stands for stage {2}, which is not computed yet");

    /// <summary>Several states of now that do not say how they begin.</summary>
    public static readonly Rule UnclearBeginning = new("HO0341", Error, "States that do not say how they begin",
        "'{0}' must say how it begins: '= 0', or '= split' at the first of the states that share the channels");

    /// <summary>States that leave the map that enters a body without a place.</summary>
    public static readonly Rule NoInput = new("HO0343", Error, "No state for the map that enters",
        "no state begins as the map that enters the body: write one without '=', or '= split' at the first of two or more that share its channels");

    /// <summary>More states than the compiler can deal with in reasonable time.</summary>
    public static readonly Rule TooManyStates = new("HO0344", Error, "Too many states",
        "'{0}' has {1} states, and blocks of up to {2} are planned");

    /// <summary>An expression that is not affine in the parameters.</summary>
    public static readonly Rule NotAffine = new("HO0351", Error, "Not affine in the parameters",
        "parameters may be added and multiplied by numbers, but not {0}");

    /// <summary>A parameter where a number belongs.</summary>
    public static readonly Rule UnexpectedParameter = new("HO0352", Error, "Parameter where a number belongs",
        "the parameter '{0}' cannot stand here: this must be a number");

    // Networks

    /// <summary>No `network` directive.</summary>
    public static readonly Rule MissingNetwork = new("HO0401", Error, "No network directive",
        "the file names no network: begin it with 'network NAME'");

    /// <summary>A line that begins with no known layer.</summary>
    public static readonly Rule UnknownItem = new("HO0402", Error, "Unknown layer",
        "'{0}' is no layer{1}");

    /// <summary>An option that a layer, a subnet or a body does not have.</summary>
    public static readonly Rule UnknownOption = new("HO0403", Error, "Unknown option",
        "{0} has no option '{1}'{2}");

    /// <summary>An argument that must be given.</summary>
    public static readonly Rule MissingArgument = new("HO0404", Error, "Missing argument",
        "'{0}' needs its {1}: {2}");

    /// <summary>More values than a layer has places.</summary>
    public static readonly Rule SurplusArgument = new("HO0405", Error, "Too many arguments",
        "'{0}' takes {1} without a name");

    /// <summary>An option given twice.</summary>
    public static readonly Rule DuplicateOption = new("HO0406", Error, "Option given twice",
        "'{0}' is given twice");

    /// <summary>A word that an option cannot be.</summary>
    public static readonly Rule UnknownChoice = new("HO0407", Error, "Unknown choice",
        "'{0}' cannot be '{1}'{2}");

    /// <summary>A name that is no parameter of the network.</summary>
    public static readonly Rule UnknownParameter = new("HO0408", Error, "Unknown parameter",
        "'{0}' is no parameter of the network{1}");

    /// <summary>A value of the wrong kind.</summary>
    public static readonly Rule NotWhole = new("HO0409", Error, "Not a whole number",
        "{0} cannot stand here: write a whole number, made of numbers and parameters with + - * /");

    /// <summary>A number outside what is possible.</summary>
    public static readonly Rule NumberOutOfRange = new("HO0410", Error, "Number out of range",
        "the number is {0}; it must lie between {1} and {2}");

    /// <summary>A division that leaves a rest.</summary>
    public static readonly Rule UnevenDivision = new("HO0411", Error, "Division with a rest",
        "{0} / {1} is no whole number{2}");

    /// <summary>A value that is no window.</summary>
    public static readonly Rule NotAWindow = new("HO0412", Error, "Not a window",
        "write a square window here, such as 3x3");

    /// <summary>A shape that does not fit a layer.</summary>
    public static readonly Rule ShapeMismatch = new("HO0413", Error, "Shape does not fit",
        "'{0}' cannot take {1}: {2}");

    /// <summary>A scheme that does not exist.</summary>
    public static readonly Rule UnknownScheme = new("HO0414", Error, "Unknown scheme",
        "there is no scheme '{0}'{1}");

    /// <summary>A subnet that does not exist.</summary>
    public static readonly Rule UnknownSubnet = new("HO0415", Error, "Unknown subnet",
        "there is no subnet '{0}'{1}");

    /// <summary>A depth that is not made of whole blocks.</summary>
    public static readonly Rule PartOfABlock = new("HO0416", Error, "Part of a block",
        "{0} layers are not whole blocks of '{1}', which have {2} each; {3}");

    /// <summary>A scheme whose blocks cannot follow each other.</summary>
    public static readonly Rule CannotStack = new("HO0417", Error, "Blocks that cannot follow each other",
        "blocks of '{0}' give both results of an embedded pair: they cannot follow each other");

    /// <summary>A width that changes without an entering block.</summary>
    public static readonly Rule WidthChanges = new("HO0418", Error, "Width changes without 'enter'",
        "{0} channels enter the body, and its blocks have {1}: let the first block change them with 'enter shortcut conv'");

    /// <summary>A subnet that cannot change width or resolution.</summary>
    public static readonly Rule CannotEnter = new("HO0419", Error, "Subnet that cannot enter",
        "'{0}' gives what it takes: it cannot lead from {1} to {2}");

    /// <summary>No `input` or `classes` directive, or no item.</summary>
    public static readonly Rule IncompleteNetwork = new("HO0420", Error, "Incomplete network",
        "'{0}' has no {1}: write {2}");

    /// <summary>Two files with one network name.</summary>
    public static readonly Rule DuplicateNetwork = new("HO0421", Error, "Two networks of one name",
        "'{0}' is declared in '{1}' too; each network needs a name of its own, case and '_' aside");

    /// <summary>An output that is not one number a class.</summary>
    public static readonly Rule NotClasses = new("HO0422", Error, "Output is not one number a class",
        "the network gives {0}, not {1}: end it with 'linear classes'");

    /// <summary>A name given twice.</summary>
    public static readonly Rule DuplicateName = new("HO0423", Error, "Name given twice",
        "'{0}' is a name already");

    /// <summary>An open scheme or a parameter that nothing uses.</summary>
    public static readonly Rule Unused = new("HO0424", Warning, "Nothing uses a parameter",
        "nothing in the network uses '{0}'");

    /// <summary>Channels that do not divide among the states of a scheme.</summary>
    public static readonly Rule UnevenStates = new("HO0425", Error, "Channels do not divide among the states",
        "{0} channels do not divide evenly among the {1} states of '{2}'");

    /// <summary>A reversible body of a scheme that cannot be undone.</summary>
    public static readonly Rule NotInvertible = new("HO0426", Error, "Scheme that cannot be undone",
        "blocks of '{0}' cannot be undone: their body cannot be reversible");

    /// <summary>A scheme that is no method for differential equations.</summary>
    public static readonly Rule NoMethod = new("HO0427", Error, "Scheme that solves no differential equation",
        "'{0}' solves no differential equation: that takes a scheme of one state, with numbers for coefficients, of order 1 or higher");

    /// <summary>A tolerance for a method that cannot estimate its error.</summary>
    public static readonly Rule NoErrorEstimate = new("HO0428", Error, "Scheme that estimates no error",
        "'{0}' has no embedded weights to estimate an error with: write 'steps N' or 'step SIZE'");

    /// <summary>Drop-path in a body whose blocks have no joins.</summary>
    public static readonly Rule NothingToDrop = new("HO0429", Error, "Drop-path without joins",
        "blocks of '{0}' have nothing that drop-path could drop: no row of the tableau averages several stages");

    /// <summary>A clause of a reversible body that stands in the way of undoing its blocks.</summary>
    public static readonly Rule NotReversible = new("HO0430", Error, "Clause that a reversible body cannot have",
        "a reversible body undoes its blocks, and {0}");

    /// <summary>A scheme of the project that has errors.</summary>
    public static readonly Rule SchemeFails = new("HO0431", Error, "Scheme that has errors",
        "the scheme '{0}' has errors: mend '{1}' first");

    /// <summary>A name that several subnets or schemes of the project have.</summary>
    public static readonly Rule AmbiguousName = new("HO0432", Error, "Two subnets or schemes of one name",
        "the {0} '{1}' may be '{2}' or '{3}': each {0} that a network names needs a name of its own");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        CompilerFailed, UnreadableFile,
        MissingHeader, UnknownDirective, DuplicateDirective, DirectiveAfterRows, UnexpectedToken, UnclosedText, StrangeCharacter,
        UnbalancedParenthesis, ReservedName, NestedTooDeep, UnknownName, UnknownBase, CircularExtends, DuplicateScheme, BaseFails,
        RowsInExtension, UnusedName, DivisionByZero, NegativeRoot, NestedRoot, SecondRadical, NumberTooLarge,
        FalseOrder, FalseEmbeddedOrder, NoEmbeddedWeights, InitialStepOutOfRange, EmptyRange, ProvedOrder, UnprovableClaim,
        NodeMismatch, ImplicitEntry, LongRow, WeightCount, NoStages, NoWeights, SurplusRow, SecondRule, BarCount, UnknownLabel,
        NothingComputed, CoefficientOverflow, TooManyStages,
        CaptionMismatch, CaptionCount, NoStateWeights, StateCount, NoLabel, NoResult, SecondResult, DuplicateState, HistoryOfNothing, HistoryGap,
        HistoryTooEarly, UnclearBeginning, NoInput, TooManyStates, NotAffine, UnexpectedParameter,
        MissingNetwork, UnknownItem, UnknownOption, MissingArgument, SurplusArgument, DuplicateOption, UnknownChoice, UnknownParameter, NotWhole,
        NumberOutOfRange, UnevenDivision, NotAWindow, ShapeMismatch, UnknownScheme, UnknownSubnet, PartOfABlock, CannotStack, WidthChanges,
        CannotEnter, IncompleteNetwork, DuplicateNetwork, NotClasses, DuplicateName, Unused, UnevenStates, NotInvertible,
        NoMethod, NoErrorEstimate, NothingToDrop, NotReversible, SchemeFails, AmbiguousName,
    ];
}
