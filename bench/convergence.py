#!/usr/bin/python3
"""Whether training here learns as much as the same training in PyTorch: CIFAR-10, crop and flip, lr 0.1 cosine, momentum 0.9, wd 1e-4.

Build first: dotnet build src/HoDsl.Cli -c Release; fetch the images: ./hodsl data get cifar10
Prints the test accuracy of every run and the means over the seeds; the default takes about three hours on two cores. With --results FILE
every accuracy is kept as soon as it is known, and a run that was stopped goes on with those that are missing.
"""

import argparse
import json
import math
import os
import statistics
import subprocess
import sys
import tempfile
from typing import NamedTuple

import numpy
import torch
from torch.nn import functional as F

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CLI = os.path.join(ROOT, "src", "HoDsl.Cli", "bin", "Release", "net10.0", "hodsl.dll")
sys.path.insert(0, os.path.join(ROOT, "tests", "reference"))

from horesnet import HoResNet  # noqa: E402

BATCH, RATE, MOMENTUM, DECAY, PADDING = 128, 0.1, 0.9, 1e-4, 4
DATA = os.path.join(os.environ.get("HODSL_DATA") or os.path.join(ROOT, "data"), "cifar10")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemes", nargs="+", default=["euler", "rk4"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", nargs="+", type=int, default=[10, 18])
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="bf16")
    parser.add_argument("--sides", nargs="+", choices=list(SIDES), default=list(SIDES))
    parser.add_argument("--results", help="a JSON file to keep the accuracies in")
    options = parser.parse_args()
    if not os.environ.get("OMP_NUM_THREADS"):
        torch.set_num_threads(len(os.sched_getaffinity(0)))  # as our side does
    kept = Kept(options.results)
    for layers in options.layers:
        for scheme in options.schemes:
            accuracies = {side: [] for side in options.sides}
            for seed in options.seeds:
                for side in options.sides:
                    run = Run(scheme, layers, options.width, options.epochs, seed, options.precision)
                    accuracies[side].append(kept.accuracy(side, run))
                    print(f"{scheme:8} {layers} layers, seed {seed}  {side:8} {accuracies[side][-1]:6.2f} %", flush=True)
            means = {side: statistics.mean(values) for side, values in accuracies.items()}
            difference = f", difference {means['HoDsl'] - means['PyTorch']:+.2f} points" if len(means) == 2 else ""
            print(f"{scheme:8} {layers} layers, mean    " + ", ".join(f"{side} {mean:.2f} %" for side, mean in means.items()) + difference, flush=True)


class Run(NamedTuple):
    scheme: str
    layers: int
    width: int
    epochs: int
    seed: int
    precision: str


class Kept:
    """The accuracies known so far, in a file."""

    def __init__(self, path):
        self.path = path

    def accuracy(self, side, run):
        key = " ".join([side, *map(str, run)])
        if key not in self._read():
            accuracy = SIDES[side](run)
            self._write({**self._read(), key: accuracy})  # read again: another side may be at work on the same file
            return accuracy
        return self._read()[key]

    def _read(self):
        if not self.path or not os.path.exists(self.path):
            return {}
        with open(self.path) as file:
            return json.load(file)

    def _write(self, accuracies):
        if self.path:
            with open(self.path + ".new", "w") as file:
                json.dump(accuracies, file, indent=2)
            os.replace(self.path + ".new", self.path)


def ours(run):
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.join(folder, "run")
        subprocess.run(
            ["dotnet", CLI, "train", "--scheme", run.scheme, "--layers", str(run.layers), "--width", str(run.width),
             "--data", DATA, "--epochs", str(run.epochs), "--batch", str(BATCH), "--lr", str(RATE), "--momentum", str(MOMENTUM),
             "--weight-decay", str(DECAY), "--schedule", "cosine", "--augment", "crop+flip", "--seed", str(run.seed),
             "--precision", run.precision, "--out", folder],
            check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, "metrics.jsonl")) as file:
            return json.loads(file.readlines()[-1])["test_acc"]


def theirs(run):
    torch.manual_seed(run.seed)
    (images, labels), (test_images, test_labels) = read(training=True), read(training=False)
    mean, deviation = images.mean((0, 2, 3), keepdim=True), images.std((0, 2, 3), keepdim=True)
    network = HoResNet(run.scheme, run.layers, run.width).to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(network.parameters(), lr=RATE, momentum=MOMENTUM, weight_decay=DECAY)
    steps = math.ceil(len(images) / BATCH)

    def logits_of(batch):
        batch = ((batch - mean) / deviation).to(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.precision == "bf16"):
            return network(batch).float()

    for epoch in range(run.epochs):
        network.train()
        order = torch.randperm(len(images))
        for step in range(steps):
            chosen = order[step * BATCH:(step + 1) * BATCH]
            done = (epoch + step / steps) / run.epochs
            optimizer.param_groups[0]["lr"] = RATE * (1 + math.cos(math.pi * done)) / 2
            optimizer.zero_grad()
            F.cross_entropy(logits_of(crop_and_flip(images[chosen])), labels[chosen]).backward()
            optimizer.step()
    network.eval()
    with torch.no_grad():
        right = sum(
            (logits_of(test_images[i:i + 500]).argmax(1) == test_labels[i:i + 500]).sum().item() for i in range(0, len(test_images), 500))
    return 100 * right / len(test_images)


def crop_and_flip(batch):
    size = batch.shape[-1]
    padded = F.pad(batch, (PADDING,) * 4)
    corners = torch.randint(0, 2 * PADDING + 1, (len(batch), 2)).tolist()
    cropped = torch.stack([image[:, y:y + size, x:x + size] for image, (y, x) in zip(padded, corners)])
    mirrored = torch.rand(len(batch)) < 0.5
    cropped[mirrored] = cropped[mirrored].flip(3)
    return cropped


def read(training):
    names = [f"data_batch_{i}.bin" for i in range(1, 6)] if training else ["test_batch.bin"]
    records = numpy.concatenate([numpy.fromfile(os.path.join(DATA, name), numpy.uint8).reshape(-1, 3073) for name in names])
    images = torch.from_numpy(records[:, 1:].reshape(-1, 3, 32, 32).astype(numpy.float32) / 255)
    return images, torch.from_numpy(records[:, 0].astype(numpy.int64))


SIDES = {"HoDsl": ours, "PyTorch": theirs}

if __name__ == "__main__":
    main()
