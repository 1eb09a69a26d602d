using HoDsl.Cli.Describing;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Pictures;

/// <summary>A network in one picture: its items from input to output, each as wide as its channels and as tall as its maps.</summary>
internal static class NetworkPicture
{
    private const double Margin = 24;
    private const double Top = 76;
    private const double RowHeight = 46;
    private const double ShapeWidth = 150;
    private const double TextLeft = Margin + ShapeWidth + 24;
    private const double TextWidth = 640;
    private const double TallestMap = 30;

    public static string Of(Network network)
    {
        var svg = new Svg();
        svg.Label("title", Margin, 36, network.Title ?? network.Name).Label("small", Margin, 56, NetworkTable.Totals(network));
        var widest = Math.Log2(1 + network.Items.Select(item => item.To.Channels).Append(network.Input.Channels).Max());
        var y = Top;
        Row(svg, ref y, network.Input, network.Input, widest, $"input {network.Input}", "", isBody: false);
        foreach (var item in network.Items)
            Row(svg, ref y, item.To, network.Input, widest, NetworkTable.Text(item), Costs(item), item.Part is Body);
        foreach (var (name, value) in NetworkDescription.Totals(network))
        {
            svg.Label("", TextLeft, y + 10, name).Label("", TextLeft + 200, y + 10, value);
            y += 22;
        }
        return svg.ToString(TextLeft + TextWidth, y + Margin, $"{network.Name}: {NetworkTable.Totals(network)}");
    }

    // The width grows with the logarithm of the channels, the height with the map's.
    private static void Row(Svg svg, ref double y, Shape shape, Shape input, double widest, string text, string costs, bool isBody)
    {
        var (width, height) = (ShapeWidth * Math.Log2(1 + shape.Channels) / widest, shape.IsFlat ? 4 : Math.Max(4, TallestMap * shape.Height / input.Height));
        var (centre, middle) = (Margin + ShapeWidth / 2, y + RowHeight / 2);
        if (y > Top)
            svg.Line("axis", centre, y - 6, centre, middle - height / 2);
        svg.Rectangle(isBody ? "region" : "node", centre - width / 2, middle - height / 2, width, height, rounded: 3);
        svg.Label("", TextLeft, middle - 2, text).Label("small", TextLeft, middle + 14, costs);
        y += RowHeight;
    }

    private static string Costs(NetworkItem item)
    {
        var parameters = item.Cost.Parameters == 0 ? "" : $" · {NetworkTable.Number(item.Cost.Parameters)} parameters";
        var work = item.Cost.MultiplyAdds == 0 ? "" : $" · {NetworkTable.Number(item.Cost.MultiplyAdds)} multiply-adds";
        return $"{item.To}{parameters}{work}";
    }
}
