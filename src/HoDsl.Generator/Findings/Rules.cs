using static HoDsl.Generator.Findings.Severity;

namespace HoDsl.Generator.Findings;

/// <summary>Every finding that the compiler can make, one id a message: HO00 the compiler, HO01 the language, HO02 claims, HO03 the tableau.</summary>
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
        "'{0}' is given twice; it stands in line {1} already");

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
        "'{0}' is declared in '{1}' too; each scheme needs a name of its own, case aside");

    /// <summary>A base that has errors, or gets them from the extending scheme's directives.</summary>
    public static readonly Rule BaseFails = new("HO0115", Error, "The base scheme has errors",
        "the base scheme fails at {0}: {1}");

    /// <summary>A tableau in a scheme that has one from its base.</summary>
    public static readonly Rule RowsInExtension = new("HO0116", Error, "Rows in an extending scheme",
        "'{0}' has the tableau of '{1}'; remove the rows or the 'extends {1}'");

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
        "'{0}' needs a second row of weights, and '{1}' has one row only");

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

    /// <summary>Weights that are all zero.</summary>
    public static readonly Rule NothingComputed = new("HO0311", Error, "Weights all zero",
        "the weights are all zero: the block would compute nothing");

    /// <summary>A coefficient that no double can hold.</summary>
    public static readonly Rule CoefficientOverflow = new("HO0312", Error, "Coefficient too large",
        "the coefficient is too large for floating point, which ends at 1.8e308");

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

    /// <summary>An expression that is not affine in the parameters.</summary>
    public static readonly Rule NotAffine = new("HO0351", Error, "Not affine in the parameters",
        "parameters may be added and multiplied by numbers, but not {0}");

    /// <summary>A parameter where a number belongs.</summary>
    public static readonly Rule UnexpectedParameter = new("HO0352", Error, "Parameter where a number belongs",
        "the parameter '{0}' cannot stand here: this must be a number");

    /// <summary>All rules.</summary>
    public static IReadOnlyList<Rule> All { get; } =
    [
        CompilerFailed, UnreadableFile,
        MissingHeader, UnknownDirective, DuplicateDirective, DirectiveAfterRows, UnexpectedToken, UnclosedText, StrangeCharacter,
        UnbalancedParenthesis, ReservedName, NestedTooDeep, UnknownName, UnknownBase, CircularExtends, DuplicateScheme, BaseFails,
        RowsInExtension, DivisionByZero, NegativeRoot, NestedRoot, SecondRadical, NumberTooLarge,
        FalseOrder, FalseEmbeddedOrder, NoEmbeddedWeights, InitialStepOutOfRange, EmptyRange, ProvedOrder, UnprovableClaim,
        NodeMismatch, ImplicitEntry, LongRow, WeightCount, NoStages, NoWeights, SurplusRow, SecondRule, BarCount, UnknownLabel,
        NothingComputed, CoefficientOverflow, TooManyStages,
        CaptionMismatch, CaptionCount, NoStateWeights, StateCount, NoLabel, NoResult, SecondResult, DuplicateState, HistoryOfNothing, HistoryGap,
        HistoryTooEarly, UnclearBeginning, NotAffine, UnexpectedParameter,
    ];
}
