// One block, one step: y' = -y from 1 over half a second, found by its name. Published, it is one trimmed file.

using System.Globalization;
using OneFile;
using OneFile.Schemes;
using static TorchSharp.torch;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var scheme = SchemeCatalog.Find("decay")!;
Console.WriteLine($"{scheme.Title}: {scheme.Stages} stages, order {scheme.Order}");

using var block = scheme.Open(new DecayBlock());
using var y = ones(1, requires_grad: true);
using var result = block.call(y);
result.backward();
Console.WriteLine($"y(1/2) = {result.item<float>():F6}, dy/dy0 = {y.grad!.item<float>():F6}");
