using HoDsl.Generator.Support;

namespace HoDsl.Generator.Tests.Facts;

public class MemoTests
{
    private readonly List<int> _computed = [];

    [Fact]
    public void Nothing_is_computed_twice()
    {
        var squares = Squares(capacity: 3);
        Assert.Equal([1, 4, 9, 4, 1], new[] { 1, 2, 3, 2, 1 }.Select(number => squares[number]));
        Assert.Equal([1, 2, 3], _computed);
    }

    [Fact]
    public void What_was_computed_first_is_forgotten_first()
    {
        var squares = Squares(capacity: 2);
        Assert.Equal([1, 4, 9, 4, 1], new[] { 1, 2, 3, 2, 1 }.Select(number => squares[number]));
        Assert.Equal([1, 2, 3, 1], _computed);
    }

    private Memo<int, int> Squares(int capacity) => new(capacity, number =>
    {
        _computed.Add(number);
        return number * number;
    });
}
