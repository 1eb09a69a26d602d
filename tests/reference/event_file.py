"""Reads a TensorBoard event file with nothing but struct, checks every checksum, and writes its events as JSON.

event_file.py EVENTS OUT.json
"""

import json
import struct
import sys


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return (((crc >> 15) | (crc << 17)) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        head = data[at:at + 8]
        (length,), (check,) = struct.unpack("<Q", head), struct.unpack("<I", data[at + 8:at + 12])
        assert check == masked(head), f"the checksum of the length at byte {at} is wrong"
        body = data[at + 12:at + 12 + length]
        (check,) = struct.unpack("<I", data[at + 12 + length:at + 16 + length])
        assert check == masked(body), f"the checksum of the record at byte {at} is wrong"
        yield body
        at += 16 + length


def varint(data, at):
    value, shift = 0, 0
    while True:
        value |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if not data[at - 1] & 0x80:
            return value, at


def fields(data):
    at = 0
    while at < len(data):
        key, at = varint(data, at)
        if key & 7 == 0:
            value, at = varint(data, at)
        elif key & 7 == 1:
            value, at = struct.unpack("<d", data[at:at + 8])[0], at + 8
        elif key & 7 == 5:
            value, at = struct.unpack("<f", data[at:at + 4])[0], at + 4
        else:
            length, at = varint(data, at)
            value, at = data[at:at + length], at + length
        yield key >> 3, value


def event(record):
    result = {"step": 0, "values": {}}
    for field, value in fields(record):
        if field == 1:
            result["wall_time"] = value
        elif field == 2:
            result["step"] = value
        elif field == 3:
            result["version"] = value.decode()
        elif field == 5:
            for _, entry in fields(value):
                entry = dict(fields(entry))
                result["values"][entry[1].decode()] = str(entry[2])
        elif field == 7:
            result["session"] = dict(fields(value))[1]
    return result


def main(source, target):
    with open(source, "rb") as file:
        data = file.read()
    with open(target, "w") as file:
        json.dump([event(record) for record in records(data)], file)


if __name__ == "__main__":
    assert masked(b"123456789") == (((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xA282EAD8) & 0xFFFFFFFF
    main(*sys.argv[1:])
