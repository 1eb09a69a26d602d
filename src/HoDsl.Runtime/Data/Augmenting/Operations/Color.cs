namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Takes the colours out of an image, or strengthens them; a greyscale image stays as it is.</summary>
/// <param name="ratio">0 leaves the brightness, 1 changes nothing.</param>
internal sealed class Color(double ratio) : Operation
{
    public override void Apply(Canvas canvas)
    {
        if (canvas.Channels == 1)
            return;
        var grey = canvas.NextChannel(0);
        Grey.Write(canvas, grey);
        for (var channel = 0; channel < canvas.Channels; channel++)
            Blend.Into(canvas.Channel(channel), grey, ratio);
    }
}
