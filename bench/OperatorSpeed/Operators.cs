using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Bench.OperatorSpeed;

/// <summary>The operators that are timed, of one, two and many arguments. Those of operators.py bear the same names.</summary>
internal static class Operators
{
    private static readonly Tensor X = rand(2, 4), Y = rand(2, 4), Z = rand(2, 4), Square = rand(4, 4), Truth = X.gt(Y);
    private static readonly Tensor Weight = rand(4, 4), Bias = rand(4), Maps = rand(1, 2, 4, 4), Mean = zeros(2), Variance = ones(2);
    private static readonly Tensor[] List = [X, Y, Z];

    public static readonly IReadOnlyList<(string Name, Func<Tensor> Call)> All =
    [
        ("neg", () => X.neg()),
        ("relu", () => X.relu()),
        ("exp", () => X.exp()),
        ("sqrt", () => X.sqrt()),
        ("sum", () => X.sum()),
        ("t", () => X.t()),
        ("detach", () => X.detach()),
        ("add", () => X.add(Y)),
        ("sub", () => X - Y),
        ("mul", () => X.mul(Y)),
        ("div", () => X / Y),
        ("maximum", () => X.max(Y)),
        ("matmul", () => X.matmul(Square)),
        ("add_number", () => X + 2.5),
        ("unsqueeze", () => X.unsqueeze(0)),
        ("addcmul", () => X.addcmul(Y, Z, 0.5)),
        ("where", () => where(Truth, X, Y)),
        ("cat", () => cat(List, 1)),
        ("linear", () => functional.linear(X, Weight, Bias)),
        ("batch_norm", () => functional.batch_norm(Maps, Mean, Variance, null, null, false, 0.1, 1e-5)),
    ];
}
