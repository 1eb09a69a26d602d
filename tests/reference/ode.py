"""Solves differential equations plainly, in double precision, from the tableau files and the published formulas.

usage: ode.py TABLEAUX CASES     for each CASES/NAME.json and CASES/NAME.given writes CASES/NAME.result

A case names a scheme, a right side, and the steps: {"scheme", "right side", "count"} or {..., "size"} or {..., "relative", "absolute", "first",
"safety", "smallest", "largest"}, where a first step of 0 is chosen by the solver.
Given are the initial state y, the times, a probe of the states' shape, and the weights of the right side. The result has the states at all
times, how many evaluations, steps and rejections they took, the gradients of (states * probe).sum() through these very steps, and the states
that Gragg's extrapolation finds, which knows no tableau.
"""

import json
import math
import pathlib
import sys

import torch

import safetensors_files
import scheme_step


class Method:
    def __init__(self, scheme):
        names = {}
        for name, expression in scheme["lets"].items():
            names[name] = scheme_step.number(expression.strip(), names)
        read = lambda cells, count: ([scheme_step.number(cell, names) for cell in cells] + [0.0] * count)[:count]
        rows, weights = scheme["stage rows"], scheme["weight rows"]
        s = len(rows)
        self.a = [read(groups[-1], s) for _, groups in rows]
        self.c = [sum(row) for row in self.a]
        pairs = [(read(groups[-1], s), order) for (_, groups), order in zip(weights, [scheme["order"], scheme.get("embedded", "order 0").split(None, 1)[1]])]
        order = lambda text: int(text.split()[0])
        if scheme.get("output") == "embedded":
            pairs.reverse()
        self.b, self.order = pairs[0][0], order(pairs[0][1])
        self.fsal = self.a[-1] == self.b
        if len(pairs) == 2:
            self.error = [b - e for b, e in zip(self.b, pairs[1][0])]
            self.q = min(self.order, order(pairs[1][1])) + 1

    def stages(self, rows):
        """The stages that rows of weights need."""
        needed = set()
        todo = [j for row in rows for j, weight in enumerate(row) if weight != 0]
        while todo:
            stage = todo.pop()
            if stage not in needed:
                needed.add(stage)
                todo += [j for j, weight in enumerate(self.a[stage]) if weight != 0]
        return sorted(needed)


class Counted:
    def __init__(self, f):
        self.f, self.count = f, 0

    def __call__(self, y, t):
        self.count += 1
        return self.f(y, t)


def step(f, method, y, t, h, rows, first=None):
    """The stages of one step."""
    k = {} if first is None else {0: first}
    for i in method.stages(rows):
        if i not in k:
            k[i] = f(y + sum((h * method.a[i][j] * k[j] for j in range(i) if method.a[i][j] != 0), torch.zeros_like(y)), t + method.c[i] * h)
    return k


def advance(y, k, h, weights):
    return y + h * sum(weight * k[j] for j, weight in enumerate(weights) if weight != 0)


def fixed(f, method, y, times, case):
    """Equal steps between each two times."""
    states, ways = [y], []
    for start, end in zip(times, times[1:]):
        count = case["count"] if "count" in case else max(1, math.ceil(abs(end - start) / case["size"] - 1e-9))
        h = (end - start) / count
        ways.append([(start + i * h, h) for i in range(count)])
        for t, _ in ways[-1]:
            y = advance(y, step(f, method, y, t, h, [method.b]), h, method.b)
        states.append(y)
    return states, ways, 0


def norm(x, scale):
    return ((x / scale) ** 2).mean().sqrt().item()


def first_step(f, y, k, t, end, atol, rtol, q):
    """Hairer, Norsett, Wanner, Solving ODEs I, section II.4."""
    direction = 1 if end > t else -1
    scale = atol + rtol * y.abs()
    d0, d1 = norm(y, scale), norm(k, scale)
    h0 = 1e-6 if d0 < 1e-5 or d1 < 1e-5 else 0.01 * d0 / d1
    h0 = min(h0, abs(end - t))
    d2 = norm(f(y + direction * h0 * k, t + direction * h0) - k, scale) / h0
    h1 = max(1e-6, h0 * 1e-3) if max(d1, d2) <= 1e-15 else (0.01 / max(d1, d2)) ** (1 / q)
    return min(100 * h0, h1, abs(end - t))


def adaptive(f, method, y, times, case):
    """The controller of DOPRI5, with beta = 0.2 / q; a step that is cut short to meet a time leaves it as it was."""
    rtol, atol = case["relative"], case["absolute"]
    safety, smallest, largest = case["safety"], case["smallest"], case["largest"]
    beta = 0.2 / method.q
    alpha = 1 / method.q - 0.75 * beta
    t, k, h, old, rejected, refused = times[0], None, None, 1e-4, False, 0
    states, ways = [y], []
    for end in times[1:]:
        way = []
        direction = 1 if end > t else -1
        while t != end:
            if k is None:
                k = f(y, t)
            if h is None:
                h = case["first"] or first_step(f, y, k, t, end, atol, rtol, method.q)
            rest = abs(end - t)
            meets = rest <= 1.01 * h
            size = rest if meets else h
            short = meets and rest < h
            slopes = step(f, method, y, t, direction * size, [method.b, method.error], k)
            new = advance(y, slopes, direction * size, method.b)
            difference = direction * size * sum(weight * slopes[j] for j, weight in enumerate(method.error) if weight != 0)
            error = norm(difference, atol + rtol * torch.maximum(y.abs(), new.abs()))
            if error <= 1:
                if not short:
                    factor = largest if error == 0 else min(largest, max(smallest, safety * error ** -alpha * old ** beta))
                    h = size * (min(1.0, factor) if rejected else factor)
                    old = max(error, 1e-4)
                rejected = False
                way.append((t, direction * size))
                y, t = new, end if meets else t + direction * size
                k = slopes[len(method.c) - 1] if method.fsal else None
            else:
                refused += 1
                rejected = True
                h = size * min(largest, max(smallest, safety * error ** -alpha))
        ways.append(way)
        states.append(y)
    return states, ways, refused


def replay(f, method, y, times, ways):
    """The same steps, each as long a share of the way between its two times as it was."""
    states = [y]
    for place, way in enumerate(ways):
        start, end = times[place], times[place + 1]
        begin, length = start.item(), end.item() - start.item()
        for t, h in way:
            here, size = start + (t - begin) / length * (end - start), h / length * (end - start)
            y = advance(y, step(f, method, y, here, size, [method.b]), size, method.b)
        states.append(y)
    return states


def extrapolation(f, y, times, steps=60):
    """Gragg's modified midpoint rule, extrapolated: Hairer, Norsett, Wanner, Solving ODEs I, section II.9."""
    states = [y]
    for start, end in zip(times, times[1:]):
        size = (end - start) / steps
        for i in range(steps):
            t, columns = start + i * size, []
            for j in range(1, 9):
                n = 2 * j
                h = size / n
                before, now = y, y + h * f(y, t)
                for m in range(1, n):
                    before, now = now, before + 2 * h * f(now, t + m * h)
                row = [0.5 * (before + now + h * f(now, t + size))]
                for m, value in enumerate(columns[-1] if columns else []):
                    row.append(row[m] + (row[m] - value) / ((j / (j - m - 1)) ** 2 - 1))
                columns.append(row)
            y = columns[-1][-1]
        states.append(y)
    return states


def van_der_pol(weights):
    return lambda y, t: torch.stack([y[..., 1], weights["mu"] * (1 - y[..., 0] ** 2) * y[..., 1] - y[..., 0]], -1)


def linear(weights):
    return lambda y, t: y @ weights["matrix"].T


def network(weights):
    """tanh, and the time as one more input."""

    def f(y, t):
        time = torch.as_tensor(t, dtype=y.dtype).expand(*y.shape[:-1], 1)
        hidden = torch.tanh(torch.nn.functional.linear(torch.cat([y, time], -1), weights["first.weight"], weights["first.bias"]))
        return torch.nn.functional.linear(hidden, weights["second.weight"], weights["second.bias"])

    return f


RIGHT_SIDES = {"van der Pol": van_der_pol, "linear": linear, "network": network}


def run(case, schemes, given):
    method = Method(scheme_step.whole(case["scheme"], schemes))
    tensors = {name: tensor.double().requires_grad_() for name, tensor in given.items() if name != "probe"}
    weights = {name.split(".", 1)[1]: tensor for name, tensor in tensors.items() if name.startswith("weights.")}
    f = RIGHT_SIDES[case["right side"]](weights)
    times = tensors["times"].tolist()
    with torch.no_grad():
        counted = Counted(f)
        states, ways, rejected = (fixed if "count" in case or "size" in case else adaptive)(counted, method, tensors["y"], times, case)
        exact = extrapolation(f, tensors["y"], times)
    result = {"states": torch.stack(states), "exact": torch.stack(exact), "statistics": torch.tensor([counted.count, sum(map(len, ways)), rejected], dtype=torch.float64)}
    (torch.stack(replay(f, method, tensors["y"], tensors["times"], ways)) * given["probe"].double()).sum().backward()
    return result | {f"gradients.{name}": tensor.grad for name, tensor in tensors.items() if tensor.grad is not None}


def main(tableaux, cases):
    schemes = {scheme["name"]: scheme for scheme in map(scheme_step.read, pathlib.Path(tableaux).glob("*.tableau"))}
    for path in pathlib.Path(cases).glob("*.json"):
        given = safetensors_files.load(path.with_suffix(".given"))
        safetensors_files.save(path.with_suffix(".result"), run(json.loads(path.read_text()), schemes, given))


if __name__ == "__main__":
    torch.set_num_threads(1)
    main(*sys.argv[1:])
