"""One step of each scheme, written plainly: reads the tableau files by itself, and shares nothing with the compiler that it judges.

usage: scheme_step.py TABLEAUX CASES     for each CASES/NAME.given writes CASES/NAME.result
"""

import math
import pathlib
import sys

import torch

import safetensors_files


def read(path):
    """The directives and rows of a tableau file."""
    scheme = {"lets": {}, "stage rows": [], "weight rows": []}
    rows = scheme["stage rows"]
    for line in path.read_text().splitlines():
        line = line.split("#")[0].rstrip()
        words = line.split()
        if "|" in line and not line.startswith("source"):
            rows.append(line.split("|")[1].split())
        elif line.startswith("-"):
            rows = scheme["weight rows"]
        elif line.startswith("let"):
            scheme["lets"][words[1]] = line.split("=")[1]
        elif line.startswith("scheme"):
            scheme["name"] = words[1]
            scheme["extends"] = words[words.index("extends") + 1] if "extends" in words else None
        elif words:
            scheme[words[0]] = " ".join(words[1:])
    return scheme


def whole(name, schemes):
    """A scheme with all that it extends."""
    scheme = schemes[name]
    if scheme["extends"]:
        base = whole(scheme["extends"], schemes)
        own = {key: value for key, value in scheme.items() if value}
        return {**base, **own, "lets": {**base["lets"], **scheme["lets"]}}
    return scheme


def number(text, names):
    return 0.0 if text == "." else float(eval(text.replace("^", "**"), {"sqrt": math.sqrt, **names}))


class Step:
    """One step of a scheme, with exp(-x^2) of one convolution for each stage."""

    def __init__(self, scheme, weights):
        names = {}
        for name, expression in scheme["lets"].items():
            names[name] = number(expression.strip(), names)
        self.a = [[number(cell, names) for cell in row] for row in scheme["stage rows"]]
        self.b = [[number(cell, names) for cell in row] for row in scheme["weight rows"]]
        self.output = scheme.get("output", "weights")
        self.relu = scheme.get("after") == "relu"
        self.scales_stages = not scheme.get("step", "").endswith("scales output")
        self.weights = weights
        if "step" in weights:
            self.h = weights["step"].reshape(-1, 1, 1) if "per channel" in scheme["step"] else weights["step"]
        else:
            self.h = number(scheme.get("step", "1"), names)

    def f(self, stage, x):
        name = "f" if "f.conv.weight" in self.weights else f"f{stage + 1}"
        convolved = torch.nn.functional.conv2d(x, self.weights[f"{name}.conv.weight"], self.weights[f"{name}.conv.bias"], padding=1)
        return torch.exp(-convolved ** 2)

    def stage(self, i, y, k):
        if i not in k:
            x = y
            for j, a in enumerate(self.a[i]):
                if a != 0:
                    x = x + (self.h if self.scales_stages else 1) * (a * self.stage(j, y, k))
            k[i] = self.f(i, x)
        return k[i]

    def __call__(self, y):
        k, results = {}, []
        for row in {"weights": self.b[:1], "embedded": self.b[1:], "both": self.b}[self.output]:
            result = y
            for j, b in enumerate(row):
                if b != 0:
                    result = result + self.h * (b * self.stage(j, y, k))
            results.append(torch.relu(result) if self.relu else result)
        return results


def main(tableaux, cases):
    schemes = {scheme["name"]: scheme for scheme in map(read, pathlib.Path(tableaux).glob("*.tableau"))}
    for given in pathlib.Path(cases).glob("*.given"):
        tensors = {name: tensor.requires_grad_() for name, tensor in safetensors_files.load(given).items()}
        weights = {name.split(".", 1)[1]: tensor for name, tensor in tensors.items() if name.startswith("weights.")}
        results = Step(whole(given.stem, schemes), weights)(tensors["y"])
        sum((result * tensors[f"probe.{i}"]).sum() for i, result in enumerate(results)).backward()
        out = {f"result.{i}": result for i, result in enumerate(results)}
        out.update({f"gradients.{name}": tensor.grad for name, tensor in tensors.items() if tensor.grad is not None})
        safetensors_files.save(given.with_suffix(".result"), out)


main(*sys.argv[1:])
