namespace HoDsl.Generator.Findings;

/// <summary>Characters of books and word processors that stand for what the language writes in plain ones.</summary>
internal static class Lookalike
{
    private static readonly (string Plain, string Strange)[] Pairs =
    [
        ("-", "‐‑‒–—―−─━－"), ("+", "┼╋＋"), ("|", "│┃∣｜"), ("*", "×·⋅∙∗"), ("/", "÷∕⁄／"),
        ("(", "（"), (")", "）"), ("\"", "“”„'‘’"), ("#", "%;"),
        ("sqrt(...)", "√"), ("^2", "²"), ("^3", "³"), ("1/2", "½"), ("1/3", "⅓"), ("2/3", "⅔"), ("1/4", "¼"), ("3/4", "¾"), ("1/5", "⅕"),
        ("2/5", "⅖"), ("3/5", "⅗"), ("4/5", "⅘"), ("1/6", "⅙"), ("5/6", "⅚"), ("1/8", "⅛"), ("3/8", "⅜"), ("5/8", "⅝"), ("7/8", "⅞"),
    ];

    /// <summary>`; did you mean '-'?`, or nothing where the character looks like none of the language.</summary>
    public static string GuessFor(char strange) =>
        Pairs.FirstOrDefault(pair => pair.Strange.IndexOf(strange) >= 0).Plain is { } plain ? $"; did you mean '{plain}'?" : "";
}
