"""Bodies of blocks of each scheme, written plainly: reads the tableau files by itself, and shares nothing with the compiler that it judges.

usage: scheme_step.py TABLEAUX CASES     for each CASES/NAME.given writes CASES/NAME.result, with how far rounding took each tensor
"""

import math
import pathlib
import re
import sys

import torch

import safetensors_files


def read(path):
    """The directives and rows of a tableau file."""
    scheme = {"lets": {}, "params": {}, "stage rows": [], "weight rows": []}
    rows = scheme["stage rows"]
    for line in path.read_text().splitlines():
        line = line.split("#")[0].rstrip()
        words = line.split()
        if "|" in line and not line.startswith("source"):
            head, *groups = line.split("|")
            rows.append((head.strip(), [group.split() for group in groups]))
        elif line.startswith("-"):
            rows = scheme["weight rows"]
        elif line.startswith("let"):
            scheme["lets"][words[1]] = line.split("=")[1]
        elif line.startswith("param"):
            scheme["params"][words[1]] = line
        elif line.startswith("scheme"):
            scheme["name"] = words[1]
            scheme["extends"] = words[words.index("extends") + 1] if "extends" in words else None
        elif words:
            scheme[words[0]] = " ".join(words[1:])
    first = scheme["stage rows"][:1]
    if first and not first[0][0] and re.fullmatch(r"[a-z]\w*(\[-\d+\])?", (sum(first[0][1], []) or ["1"])[0]):
        del scheme["stage rows"][0]
    return scheme


def whole(name, schemes):
    """A scheme with all that it extends."""
    scheme = schemes[name]
    if scheme["extends"]:
        base = whole(scheme["extends"], schemes)
        own = {key: value for key, value in scheme.items() if value}
        return {**base, **own, "lets": {**base["lets"], **scheme["lets"]}, "params": {**base["params"], **scheme["params"]}}
    return scheme


def number(text, names):
    return 0.0 if text == "." else eval(text.replace("^", "**"), {"sqrt": math.sqrt, **names})


class Block:
    """One step of a scheme, with exp(-x^2) of one convolution for each stage."""

    def __init__(self, scheme, weights):
        names = {}
        for name, expression in scheme["lets"].items():
            names[name] = number(expression.strip(), names)
        for name, line in scheme["params"].items():
            # A parameter that a first block does not have cancels there, whatever its value.
            value = weights.get(name, torch.tensor(0.5))
            names[name] = value.reshape(-1, 1, 1) if "per channel" in line else value
        self.states = [state.split("=")[0].strip() for state in scheme.get("states", "y").split(",")]
        self.u = [[number(cell, names) for cell in groups[0]] if len(groups) == 2 else [1.0] for _, groups in scheme["stage rows"]]
        self.a = [[number(cell, names) for cell in groups[-1]] for _, groups in scheme["stage rows"]]
        self.v = [[number(cell, names) for cell in groups[0]] if len(groups) == 2 else [1.0] for _, groups in scheme["weight rows"]]
        self.b = [[number(cell, names) for cell in groups[-1]] for _, groups in scheme["weight rows"]]
        self.labels = [head for head, _ in scheme["weight rows"]]
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

    def combine(self, v, b, h, states, k):
        """Sum of v_j state_j + h sum of b_j k_j; the history of a stage counts as a stage."""
        terms = []
        for name, weight in zip(self.states, v):
            if torch.is_tensor(weight) or weight != 0:
                of_stage = re.fullmatch(r"k(\d+)\[-\d+\]", name)
                value = states[name]
                if value is None:
                    value = self.stage(int(of_stage[1]) - 1, states, k) if of_stage else states[name.split("[")[0]]
                terms.append((h if of_stage else 1) * (weight * value))
        terms += [h * (weight * self.stage(j, states, k)) for j, weight in enumerate(b) if torch.is_tensor(weight) or weight != 0]
        return sum(terms[1:], terms[0])

    def stage(self, i, states, k):
        if i not in k:
            k[i] = self.f(i, self.combine(self.u[i], self.a[i], self.h if self.scales_stages else 1, states, k))
        return k[i]

    def row(self, i, before, part, states, k):
        result = self.combine(self.v[i], self.b[i], self.h, states, k)
        if part != 1:
            result = before + part * (result - before)
        return torch.relu(result) if self.relu else result

    def __call__(self, states, part=1):
        """The states after the step, of whose increments a part is taken, and the results of an embedded pair."""
        k = {}
        if len(self.states) == 1:
            before = states[self.states[0]]
            chosen = [self.row(i, before, part, states, k) for i in {"weights": [0], "embedded": [1], "both": [0, 1]}[self.output]]
            return {self.states[0]: chosen[0]}, chosen
        following = {label: self.row(i, states[label], part, states, k) for i, label in enumerate(self.labels)}
        for name in self.states:
            if "[" in name:
                of, lag = name[:-1].split("[-")
                if int(lag) > 1:
                    shorter = f"{of}[-{int(lag) - 1}]"
                    following[name] = states[shorter] if states[shorter] is not None else self.now(of, states, k)
                else:
                    following[name] = self.now(of, states, k)
        return following, None

    def now(self, of, states, k):
        return states[of] if of in states else self.stage(int(of[1:]) - 1, states, k)


def within(weights, prefix):
    return {name[len(prefix):]: tensor for name, tensor in weights.items() if name.startswith(prefix)}


def run(scheme, weights, y, parts_taken):
    """What a body, or a single block of a pair, makes of a map; of each block's increments a part is taken."""
    if parts_taken is None:
        block = Block(scheme, weights)
        return block({"y": y})[1]
    declared = [state.strip() for state in scheme.get("states", "y").split(",")]
    split_from = next((i for i, state in enumerate(declared) if state.endswith("split")), None)
    now = [i for i, state in enumerate(declared) if "[" not in state]
    shared = [i for i in now if split_from is not None and i >= split_from and not declared[i].endswith("0")]
    parts = list(y.chunk(len(shared), 1)) if shared else [y]
    states = {}
    for i, state in enumerate(declared):
        name = state.split("=")[0].strip()
        if "[" in state:
            states[name] = None
        elif state.endswith("0"):
            states[name] = torch.zeros_like(parts[0])
        else:
            states[name] = parts[shared.index(i)] if shared else y
    for index, taken in enumerate(parts_taken.tolist(), 1):
        # A block without subnets of its own uses those of the first.
        states, _ = Block(scheme, {**within(weights, "1."), **within(weights, f"{index}.")})(states, taken)
    kept = [states[declared[i].split("=")[0].strip()] for i in (shared or [i for i in now if not declared[i].endswith("0")])]
    return [torch.cat(kept, 1)]


def step(scheme, given):
    """The results, and the gradients of all that was given."""
    tensors = {name: tensor.detach().requires_grad_() for name, tensor in given.items() if name != "parts"}
    weights = {name.split(".", 1)[1]: tensor for name, tensor in tensors.items() if name.startswith("weights.")}
    results = run(scheme, weights, tensors["y"], given.get("parts"))
    sum((result * tensors[f"probe.{i}"]).sum() for i, result in enumerate(results)).backward()
    gradients = {f"gradients.{name}": tensor.grad for name, tensor in tensors.items() if tensor.grad is not None}
    return {f"result.{i}": result.detach() for i, result in enumerate(results)} | gradients


def main(tableaux, cases):
    schemes = {scheme["name"]: scheme for scheme in map(read, pathlib.Path(tableaux).glob("*.tableau"))}
    for path in pathlib.Path(cases).glob("*.given"):
        scheme, given = whole(path.stem, schemes), safetensors_files.load(path)
        out, exact = step(scheme, given), step(scheme, {name: tensor.double() for name, tensor in given.items()})
        rounding = {f"rounding.{name}": (out[name].double() - exact[name]).abs().max() for name in out}
        safetensors_files.save(path.with_suffix(".result"), out | rounding)


if __name__ == "__main__":
    main(*sys.argv[1:])
