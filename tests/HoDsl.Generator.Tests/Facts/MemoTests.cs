using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Facts;

public class MemoTests
{
    private readonly List<int> _computed = [];

    private int Square(int number)
    {
        _computed.Add(number);
        return number * number;
    }

    [Fact]
    public void Nothing_is_computed_twice()
    {
        var squares = new Memo<int, int>(capacity: 3);
        Assert.Equal([1, 4, 9, 4, 1], new[] { 1, 2, 3, 2, 1 }.Select(number => squares.Of(number, Square)));
        Assert.Equal([1, 2, 3], _computed);
    }

    [Fact]
    public void What_was_computed_first_is_forgotten_first()
    {
        var squares = new Memo<int, int>(capacity: 2);
        Assert.Equal([1, 4, 9, 4, 1], new[] { 1, 2, 3, 2, 1 }.Select(number => squares.Of(number, Square)));
        Assert.Equal([1, 2, 3, 1], _computed);
    }
}
