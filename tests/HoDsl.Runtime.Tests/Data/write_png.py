"""Writes PNG files with every filter in turn, by the specification: write_png.py FOLDER writes NAME.png and NAME.samples."""
import os
import random
import struct
import sys
import zlib


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


def png(width, height, channels, samples, filters, pieces):
    stride = width * channels
    above, packed = bytes(stride), b""
    for y in range(height):
        row = samples[y * stride:(y + 1) * stride]
        packed += filtered(filters[y % len(filters)], row, above, channels)
        above = row
    packed = zlib.compress(packed)
    size = -(-len(packed) // pieces)
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 3: 2}[channels], 0, 0, 0)
    idat = b"".join(chunk(b"IDAT", packed[i:i + size]) for i in range(0, len(packed), size))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"Title\0x") + idat + chunk(b"IEND", b"")


random.seed(1)
for channels, name in ((1, "grey"), (3, "rgb")):
    for filters, suffix in (((0,), "0"), ((1,), "1"), ((2,), "2"), ((3,), "3"), ((4,), "4"), ((4, 3, 2, 1, 0), "all")):
        for width, height in ((1, 1), (7, 11), (33, 6)):
            # Smooth and rough rows alike, so that each guess is right, wrong by little, and wrong by much.
            samples = bytes(random.choice((random.randrange(256), (x * 3) % 256, 255, 0)) for x in range(width * height * channels))
            path = os.path.join(sys.argv[1], f"{name}-{suffix}-{width}x{height}")
            with open(path + ".png", "wb") as file:
                file.write(png(width, height, channels, samples, filters, pieces=3))
            with open(path + ".samples", "wb") as file:
                file.write(samples)
