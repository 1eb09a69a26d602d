using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Pictures;

/// <summary>A network in one picture: its items from input to output, each as wide as its channels and as tall as its maps; blocks lie behind each other.</summary>
internal sealed class NetworkPicture
{
    private const double Margin = Svg.Margin;
    private const double Top = 76;
    private const double RowHeight = 46;
    private const double ShapeWidth = 150;
    private const double TextLeft = Margin + ShapeWidth + 36;
    private const double LeastTextWidth = 420;
    private const double TallestMap = 28;
    private const double FlatMap = 4;
    private const double Behind = 3;
    private const int MostBehind = 3;

    private readonly Svg _svg = new();
    private readonly Network _network;
    private readonly double _widest;
    private double _y = Top;
    private double? _bottom;

    private NetworkPicture(Network network)
    {
        _network = network;
        _widest = Math.Log2(1 + network.Items.Select(item => item.To.Channels).Append(network.Input.Channels).Max());
    }

    public static string Of(Network network) => new NetworkPicture(network).Draw();

    private string Draw()
    {
        var (title, totals) = (NetworkTable.Title(_network), NetworkTable.Totals(_network));
        _svg.Label("title", Margin, 36, title).Label("small", Margin, 56, _network.Source ?? "");
        Row(_network.Input, "input", $"{_network.Input}", blocks: null);
        foreach (var item in _network.Items)
            Row(item.To, NetworkTable.Text(item, _network), Costs(item), (item.Part as Body)?.Blocks);
        _y += Margin / 2;
        foreach (var (name, value) in NetworkTable.Facts(_network))
        {
            _svg.Label("", TextLeft, _y + 10, name).Label("", TextLeft + 200, _y + 10, value);
            _y += 22;
        }
        return _svg.ToString(TextLeft + LeastTextWidth, _y + Margin, $"{title}: {totals}");
    }

    // The width grows with the logarithm of the channels, the height with the map's.
    private void Row(Shape shape, string text, string costs, int? blocks)
    {
        var (width, height) = (ShapeWidth * Math.Log2(1 + shape.Channels) / _widest, shape.IsFlat ? FlatMap : Math.Max(FlatMap, TallestMap * shape.Height / _network.Input.Height));
        var (centre, middle) = (Margin + ShapeWidth / 2, _y + RowHeight / 2);
        var behind = Math.Min(MostBehind, blocks ?? 1) - 1;
        if (_bottom is { } bottom)
            _svg.Line("axis", centre, bottom, centre, middle - height / 2 - behind * Behind);
        for (var depth = behind; depth >= 0; depth--)
        {
            var (left, top) = (centre - width / 2 + depth * Behind, middle - height / 2 - depth * Behind);
            // What lies in front hides what lies behind.
            _svg.Rectangle("node", left, top, width, height, rounded: 2);
            if (blocks is not null)
                _svg.Rectangle("region", left, top, width, height, rounded: 2);
        }
        _svg.Label("", TextLeft, middle - 2, text).Label("small", TextLeft, middle + 14, costs);
        _bottom = middle + height / 2;
        _y += RowHeight;
    }

    private static string Costs(NetworkItem item)
    {
        var parameters = item.Cost.Parameters == 0 ? "" : $" · {NetworkTable.Number(item.Cost.Parameters)} parameters";
        var work = item.Cost.MultiplyAdds == 0 ? "" : $" · {NetworkTable.Number(item.Cost.MultiplyAdds)} multiply-adds";
        return $"{item.To}{parameters}{work}";
    }
}
