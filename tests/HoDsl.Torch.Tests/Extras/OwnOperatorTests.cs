using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HoDsl.Tests;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.Extras;

/// <summary>Operators that a user's library registers, called by their names.</summary>
public sealed class OwnOperatorTests : IClassFixture<OwnOperatorTests.Library>
{
    private static ITorchExtras Extras => TorchExtras.Current;

    [Fact]
    public void An_operator_of_ones_own_computes_and_has_a_gradient()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 1f, 2f }).requires_grad_();
        var y = (Tensor)Extras.CallOperator("hodsl_tests::scaled", x, 3.0)[0]!;
        Assert.Equal([3f, 6f], y.detach().data<float>());
        y.sum().backward();
        Assert.Equal([3f, 3f], x.grad!.data<float>());
    }

    [Fact]
    public void What_is_left_out_takes_the_schemas_default()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([4f], ((Tensor)Extras.CallOperator("hodsl_tests::scaled", full([1], 2.0))[0]!).data<float>());
    }

    [Fact]
    public void Lists_and_texts_go_in_and_numbers_come_out()
    {
        using var scope = NewDisposeScope();
        Tensor[] list = [ones([1]), ones([2])];
        long[] numbers = [7, 8, 9];
        Assert.Equal([5L, 0.5, true], Extras.CallOperator("hodsl_tests::counted", list, numbers, "yes"));
        Assert.Equal([5L, 0.5, false], Extras.CallOperator("hodsl_tests::counted", list, numbers, "no"));
    }

    [Fact]
    public void Lists_come_out_spread_into_their_elements()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2L, 3L, 0.5, 0.25], Extras.CallOperator("hodsl_tests::listed", ones(2, 3)));
    }

    [Fact]
    public void Where_one_result_is_refused_the_others_are_not_left_behind()
    {
        using var scope = NewDisposeScope();
        var x = ones(2);
        var before = HeldMemory.Settled();
        Assert.Contains("a result of the kind String is not supported", Assert.Throws<ExternalException>(() => Extras.CallOperator("hodsl_tests::named", x)).Message);
        Assert.Equal(before, HeldMemory.Now);
    }

    [Fact]
    public void Libtorchs_own_operators_are_called_by_name_and_overload()
    {
        using var scope = NewDisposeScope();
        var x = tensor(new[] { 3f, 5f, 4f });
        var greatest = Extras.CallOperator("aten::max.dim", x, 0, false);
        Assert.Equal((5f, 1L), (((Tensor)greatest[0]!).item<float>(), ((Tensor)greatest[1]!).item<long>()));
        Assert.Equal(3, Extras.CallOperator("aten::unbind.int", x).Length);
    }

    [Theory]
    [InlineData("tripled", false, null)]
    [InlineData("tripled", true, "makes tensors otherwise than by operators")]
    [InlineData("scaled", false, "calls an operator without a kernel of its own (hodsl_tests::scaled)")]
    public void Work_with_operators_of_ones_own_is_recorded_where_they_are_kernels(string name, bool goesBack, string? obstacle)
    {
        using var scope = NewDisposeScope();
        var weight = tensor(new[] { 1f, 2f }).requires_grad_();
        Tensor[] Work(Tensor[] inputs)
        {
            weight.grad = null;
            var result = (Tensor)Extras.CallOperator($"hodsl_tests::{name}", goesBack ? inputs[0].mul(weight) : inputs[0].mul(weight.detach()))[0]!;
            if (goesBack) result.sum().backward();
            return [result.detach()];
        }

        using var graph = Extras.Capture(CPU, Work, [ones(2)], out _);
        Assert.Equal(obstacle, graph.Obstacle?[..obstacle!.Length]);
        var asked = Work([full([2], 5.0)])[0].data<float>().ToArray();
        Assert.Equal(asked, graph.Replay(full([2], 5.0))[0].data<float>());
        Assert.Equal(goesBack ? [15f, 15f] : null, weight.grad?.data<float>().ToArray());
    }

    /// <summary>It did not tell that what it gives depends on numbers.</summary>
    [Fact]
    public void An_operator_that_gives_another_shape_in_a_replay_is_told()
    {
        using var scope = NewDisposeScope();
        Tensor[] Work(Tensor[] inputs) => [((Tensor)Extras.CallOperator("hodsl_tests::positive", inputs[0])[0]!).sum()];
        using var graph = Extras.Capture(CPU, Work, [ones(2)], out _);
        Assert.Equal(7f, graph.Replay(tensor(new[] { 3f, 4f }))[0].item<float>());
        Assert.Contains("another shape", Assert.Throws<ExternalException>(() => graph.Replay(tensor(new[] { 3f, -4f }))).Message);
        Assert.Equal(7f, graph.Replay(tensor(new[] { 3f, 4f }))[0].item<float>());
    }

    // scaled.cpp sets handlers for faults that end the process.
    [Fact]
    public void A_fault_of_the_program_is_an_exception_still()
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        static int LengthOf(string? text) => text!.Length;
        Assert.Throws<NullReferenceException>(() => LengthOf(null));
    }

    [Fact]
    public void What_cannot_be_called_is_refused_with_a_reason()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("no operator hodsl_tests::none.out", Assert.Throws<MissingMethodException>(() => Extras.CallOperator("hodsl_tests::none.out")).Message);
        Assert.Contains("needs the argument x", Assert.Throws<ExternalException>(() => Extras.CallOperator("hodsl_tests::scaled")).Message);
        Assert.Contains("hodsl_tests::scaled(x=1", Assert.Throws<ExternalException>(() => Extras.CallOperator("hodsl_tests::scaled", 1)).Message);
        Assert.Contains("at most 16", Assert.Throws<ArgumentException>(() => Extras.CallOperator("hodsl_tests::scaled", new OperatorArgument[17])).Message);
        Assert.Throws<DllNotFoundException>(() => Extras.LoadOperators("no-such-library.so"));
    }

    [Fact]
    public void The_plain_way_refuses_it_with_a_sentence()
    {
        var plain = new PlainExtras();
        Assert.False(plain.SupportsOwnOperators);
        Assert.Contains("-p:TorchBackend=system", Assert.Throws<NotSupportedException>(() => plain.CallOperator("aten::neg")).Message);
        Assert.Throws<NotSupportedException>(() => plain.LoadOperators("any.so"));
    }

    /// <summary>Compiles scaled.cpp against the libtorch in use, and loads it.</summary>
    public sealed class Library : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

        public Library()
        {
            var library = Path.Combine(folder.FullName, "libscaled.so");
            Assert.Null(NativeLibraryOfTests.Compile("tests/HoDsl.Torch.Tests/Extras/scaled.cpp", library));
            Extras.LoadOperators(library);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
