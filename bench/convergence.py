#!/usr/bin/python3
"""Whether training here learns as much as the same training in PyTorch: CIFAR-10, crop and flip, cosine, momentum 0.9, wd 1e-4.

Build first: dotnet build src/HoDsl.Cli -c Release; fetch the images: ./hodsl data get cifar10
Prints the test accuracy of every run and the means over the seeds; the default takes about three hours on two cores with bfloat16 instructions. With
--results FILE every accuracy is kept as soon as it is known, and with --unfinished FOLDER a run that is under way too: stopped at any moment, it goes on.
At a rate of 0.1 Euler with 18 layers begins with losses above that of guessing, and every seed ends elsewhere, here and there.
"""

import argparse
import contextlib
import glob
import json
import math
import os
import shutil
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

BATCH, MOMENTUM, DECAY, PADDING = 128, 0.9, 1e-4, 4
KEPT_EVERY = 50  # steps
DATA = os.path.join(os.environ.get("HODSL_DATA") or os.path.join(ROOT, "data"), "cifar10")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schemes", nargs="+", default=["euler", "rk4"])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", nargs="+", type=int, default=[10, 18])
    parser.add_argument("--width", type=int, default=32)
    parser.add_argument("--rate", type=float, default=0.05)
    parser.add_argument("--precision", choices=["fp32", "bf16"], default="bf16")
    parser.add_argument("--sides", nargs="+", choices=list(SIDES), default=list(SIDES))
    parser.add_argument("--results", help="a JSON file to keep the accuracies in")
    parser.add_argument("--unfinished", help="a folder to keep what is under way in")
    options = parser.parse_args()
    if not os.environ.get("OMP_NUM_THREADS"):
        torch.set_num_threads(len(os.sched_getaffinity(0)))  # as our side does
    with contextlib.nullcontext(options.unfinished) if options.unfinished else tempfile.TemporaryDirectory() as unfinished:
        compare(options, Kept(options.results, unfinished))


def compare(options, kept):
    for layers in options.layers:
        for scheme in options.schemes:
            accuracies = {side: [] for side in options.sides}
            for seed in options.seeds:
                for side in options.sides:
                    run = Run(scheme, layers, options.width, options.epochs, options.rate, seed, options.precision)
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
    rate: float
    seed: int
    precision: str


class Kept:
    """The accuracies known so far, in a file, and the runs under way, in a folder."""

    def __init__(self, path, unfinished):
        self.path, self.unfinished = path, unfinished

    def accuracy(self, side, run):
        key = " ".join([side, *map(str, run)])
        if key not in self._read():
            folder = os.path.join(self.unfinished, key.replace(" ", "-"))
            os.makedirs(folder, exist_ok=True)
            accuracy = SIDES[side](run, folder)
            self._write({**self._read(), key: accuracy})  # read again: another side may be at work on the same file
            shutil.rmtree(folder)
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


def ours(run, folder):
    folder = os.path.join(folder, "run")
    if glob.glob(os.path.join(folder, "**", "step-*.safetensors"), recursive=True):
        arguments = ["--resume", folder]
    else:
        shutil.rmtree(folder, ignore_errors=True)
        arguments = [
            "--scheme", run.scheme, "--layers", str(run.layers), "--width", str(run.width), "--data", DATA, "--epochs", str(run.epochs),
            "--batch", str(BATCH), "--lr", str(run.rate), "--momentum", str(MOMENTUM), "--weight-decay", str(DECAY), "--schedule", "cosine",
            "--augment", "crop+flip", "--seed", str(run.seed), "--precision", run.precision, "--out", folder, "--checkpoint-every", str(KEPT_EVERY)]
    subprocess.run(["dotnet", CLI, "train", *arguments], check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(folder, "metrics.jsonl")) as file:
        return json.loads(file.readlines()[-1])["test_acc"]


def theirs(run, folder):
    torch.manual_seed(run.seed)
    (images, labels), (test_images, test_labels) = read(training=True), read(training=False)
    mean, deviation = images.mean((0, 2, 3), keepdim=True), images.std((0, 2, 3), keepdim=True)
    network = HoResNet(run.scheme, run.layers, run.width).to(memory_format=torch.channels_last)
    optimizer = torch.optim.SGD(network.parameters(), lr=run.rate, momentum=MOMENTUM, weight_decay=DECAY)
    steps = math.ceil(len(images) / BATCH)

    def logits_of(batch):
        batch = ((batch - mean) / deviation).to(memory_format=torch.channels_last)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=run.precision == "bf16"):
            return network(batch).float()

    taken, order = 0, None
    under_way = os.path.join(folder, "last.pt")
    if os.path.exists(under_way):
        state = torch.load(under_way)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["draws"])
        taken, order = state["taken"], state["order"]
    network.train()
    while taken < steps * run.epochs:
        step = taken % steps
        if step == 0:
            order = torch.randperm(len(images))
        chosen = order[step * BATCH:(step + 1) * BATCH]
        optimizer.param_groups[0]["lr"] = run.rate * (1 + math.cos(math.pi * taken / (steps * run.epochs))) / 2
        optimizer.zero_grad()
        F.cross_entropy(logits_of(crop_and_flip(images[chosen])), labels[chosen]).backward()
        optimizer.step()
        taken += 1
        if taken % KEPT_EVERY == 0:
            state = {"network": network.state_dict(), "optimizer": optimizer.state_dict(), "draws": torch.get_rng_state(), "taken": taken, "order": order}
            torch.save(state, under_way + ".new")
            os.replace(under_way + ".new", under_way)
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
