"""Writes PNG files of every kind with every filter in turn, by the specification: write_png.py FOLDER writes NAME.png and NAME.samples.

The samples are what a reader should make of the file: one byte of grey, or three of red, green and blue, a pixel.
"""
import os
import random
import struct
import sys
import zlib

GREY, RGB, PALETTE, GREY_ALPHA, RGBA = 0, 2, 3, 4, 6
PER_PIXEL = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGBA: 4}
KINDS = {
    "grey": (GREY, 8), "rgb": (RGB, 8), "greyalpha": (GREY_ALPHA, 8), "rgba": (RGBA, 8),
    "grey1": (GREY, 1), "grey2": (GREY, 2), "grey4": (GREY, 4),
    "palette1": (PALETTE, 1), "palette2": (PALETTE, 2), "palette4": (PALETTE, 4), "palette8": (PALETTE, 8),
}


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def paeth(a, b, c):
    return min((abs(b - c), 0, a), (abs(a - c), 1, b), (abs(a + b - 2 * c), 2, c))[2]


def filtered(kind, row, above, bpp):
    left = bytes(bpp) + row[:-bpp] if len(row) > bpp else bytes(len(row))
    above_left = bytes(bpp) + above[:-bpp] if len(above) > bpp else bytes(len(above))
    guess = {
        0: lambda a, b, c: 0,
        1: lambda a, b, c: a,
        2: lambda a, b, c: b,
        3: lambda a, b, c: (a + b) >> 1,
        4: paeth,
    }[kind]
    return bytes([kind]) + bytes((x - guess(a, b, c)) % 256 for x, a, b, c in zip(row, left, above, above_left))


def packed_row(values, depth):
    """Several values a byte, the first in the highest bits, the last byte filled up with zeros."""
    bits = "".join(f"{value:0{depth}b}" for value in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def png(width, height, colour, depth, values, palette, filters, pieces):
    per_row = width * PER_PIXEL[colour]
    bpp = max(1, PER_PIXEL[colour] * depth // 8)
    above, packed = None, b""
    for y in range(height):
        row = packed_row(values[y * per_row:(y + 1) * per_row], depth)
        packed += filtered(filters[y % len(filters)], row, above or bytes(len(row)), bpp)
        above = row
    packed = zlib.compress(packed)
    size = -(-len(packed) // pieces)
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    plte = chunk(b"PLTE", bytes(sum(palette, ()))) if colour == PALETTE else b""
    idat = b"".join(chunk(b"IDAT", packed[i:i + size]) for i in range(0, len(packed), size))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Title\0x") + plte + idat + chunk(b"IEND", b"")


def expected(colour, depth, values, palette):
    if colour == PALETTE:
        return bytes(sum((palette[value] for value in values), ()))
    if colour in (GREY_ALPHA, RGBA):
        return bytes(value for i, value in enumerate(values) if i % PER_PIXEL[colour] != PER_PIXEL[colour] - 1)
    return bytes(value * 255 // (2 ** depth - 1) for value in values)


random.seed(1)
for name, (colour, depth) in KINDS.items():
    palette = [tuple(random.randrange(256) for _ in range(3)) for _ in range(min(200, 2 ** depth))]
    most = len(palette) if colour == PALETTE else 2 ** depth
    for filters, suffix in (((0,), "0"), ((1,), "1"), ((2,), "2"), ((3,), "3"), ((4,), "4"), ((4, 3, 2, 1, 0), "all")):
        for width, height in ((1, 1), (7, 11), (33, 6)):
            # Smooth and rough rows alike, so that each guess is right, wrong by little, and wrong by much.
            count = width * height * PER_PIXEL[colour]
            values = [random.choice((random.randrange(most), (x * 3) % most, most - 1, 0)) for x in range(count)]
            path = os.path.join(sys.argv[1], f"{name}-{suffix}-{width}x{height}")
            with open(path + ".png", "wb") as file:
                file.write(png(width, height, colour, depth, values, palette, filters, pieces=3))
            with open(path + ".samples", "wb") as file:
                file.write(expected(colour, depth, values, palette))
