namespace HoDsl.Torch.Tests.Signatures;

/// <summary>What the binding provides under TorchSharp's names has TorchSharp's signatures.</summary>
public class SignatureTests
{
    private static readonly Dictionary<string, List<string>> Facts = Read(Path.Combine(AppContext.BaseDirectory, "Signatures", "torchsharp-0.107.txt"));

    public static TheoryData<string> Types => [.. OwnTypes.Select(type => type.FullName!)];

    private static IEnumerable<Type> OwnTypes =>
        typeof(TorchExtras).Assembly.GetExportedTypes().Where(type => type.Namespace!.StartsWith("TorchSharp", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(Types))]
    public void A_type_of_TorchSharp_has_members_of_its_signatures_only(string name)
    {
        var type = typeof(TorchExtras).Assembly.GetType(name, throwOnError: true)!;
        Assert.True(Facts.TryGetValue(SignaturePrinter.HeaderOf(type), out var facts), $"TorchSharp has no '{SignaturePrinter.HeaderOf(type)}'.");
        Assert.Empty(SignaturePrinter.MembersOf(type).Except(facts));
    }

    [Fact]
    public void The_list_of_signatures_has_nothing_that_is_not_provided()
    {
        var provided = OwnTypes.ToDictionary(SignaturePrinter.HeaderOf, type => SignaturePrinter.MembersOf(type).ToHashSet());
        var stale =
            from fact in Facts
            from member in fact.Value.Prepend("")
            where !provided.TryGetValue(fact.Key, out var members) || (member != "" && !members.Contains(member))
            select $"{fact.Key} {member}";
        Assert.Empty(stale);
    }

    private static Dictionary<string, List<string>> Read(string file)
    {
        var facts = new Dictionary<string, List<string>>();
        var members = new List<string>();
        foreach (var line in File.ReadLines(file).Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] == ' ')
                members.Add(line.Trim());
            else
                facts.Add(line, members = []);
        }

        return facts;
    }
}
