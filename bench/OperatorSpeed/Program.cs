// OperatorSpeed [--rounds N] [--calls N]   an operator call here beside Python's, by turns; exits with 1 if the median of their ratios
//                                          is above 0.75, or if a call leaves more for the garbage collector than the tensor object

using HoDsl.Bench.OperatorSpeed;
using static TorchSharp.torch;

const double Limit = 0.75;
const int CallsInScope = 100;

int Option(string name, int otherwise) => Array.IndexOf(args, name) is var i and >= 0 ? int.Parse(args[i + 1]) : otherwise;
var (rounds, calls) = (Option("--rounds", 15), Option("--calls", 20_000));

set_num_threads(1);
using var withoutGradients = no_grad();
using var python = new PythonPeer();
Console.WriteLine($"PyTorch {python.Version}, libtorch {__version__}; microseconds of processor time a call, medians of {rounds} rounds of {calls}");
Console.WriteLine($"{"operator",-12}{"here",8}{"Python",8}{"ratio",8}{"bytes",8}");

var shared = Operators.All[0].Call();
var tensorObject = Allocated(shared.alias, calls);
var (ratios, mostBytes) = (new List<double>(), 0.0);
foreach (var (name, call) in Operators.All)
{
    Warm(name, call);
    var (here, there) = (new double[rounds], new double[rounds]);
    for (var round = 0; round < rounds; round++)
        (here[round], there[round]) = (Time(call, calls) / calls, python.Time(name, calls) / calls);
    var bytes = Allocated(call, calls);
    ratios.Add(Median(here) / Median(there));
    mostBytes = Math.Max(mostBytes, bytes);
    Console.WriteLine($"{name,-12}{1e6 * Median(here),8:F3}{1e6 * Median(there),8:F3}{ratios[^1],8:F2}{bytes,8:F0}");
}

var median = Median(ratios);
Console.WriteLine($"median of the ratios: {median:F2} (limit {Limit}); most bytes of garbage in a call: {mostBytes:F0} (the tensor object: {tensorObject:F0})");
return median <= Limit && mostBytes <= tensorObject ? 0 : 1;

void Warm(string name, Func<Tensor> call)
{
    // The compiler's second tier works in the background, while Python warms up.
    for (var i = 0; i < 4; i++)
    {
        Time(call, calls);
        python.Time(name, calls);
    }
}

static double Time(Func<Tensor> call, int count)
{
    var start = ThreadClock.Seconds;
    Repeat(call, count);
    return ThreadClock.Seconds - start;
}

static double Allocated(Func<Tensor> call, int count)
{
    var before = GC.GetAllocatedBytesForCurrentThread();
    Repeat(call, count);
    // The scopes are objects too, one a hundred calls.
    return Math.Floor((GC.GetAllocatedBytesForCurrentThread() - before) / (double)count);
}

static void Repeat(Func<Tensor> call, int count)
{
    for (var done = 0; done < count; done += CallsInScope)
    {
        using var scope = NewDisposeScope();
        for (var i = 0; i < CallsInScope; i++)
            call();
    }
}

static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);
