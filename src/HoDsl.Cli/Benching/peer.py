"""The other side of `hodsl bench`: the same network in plain PyTorch, a step at a time, asked for by lines of JSON.

    {"open": ID, "a": [[..]], "b": [..], "blocks": N, "width": N, "batch": N, "precision": "fp32|bf16",
     "device": "cpu|cuda|cuda:N", "trains": BOOL, "bare": BOOL}
    {"step": ID}
    {"profile": ID}

Each is answered by a line: the seconds that it took, or for a profile what the operators of one step took: their names, calls, and the
seconds spent in them and not in operators that they called. `bare` takes batch norm, ReLU and combinations out: what is left are the
convolutions of the same step.
"""

import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F


class Subnet(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.bn1, self.conv1 = nn.BatchNorm2d(width), nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.bn2, self.conv2 = nn.BatchNorm2d(width), nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv2(F.relu(self.bn2(self.conv1(F.relu(self.bn1(x))))))


class BareSubnet(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.conv1 = nn.Conv2d(width, width, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(width, width, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv2(self.conv1(x))


class Block(nn.Module):
    """One step of a scheme, term by term as people write it."""

    def __init__(self, case):
        super().__init__()
        self.a, self.b = case["a"], case["b"]
        self.f = nn.ModuleList(Subnet(case["width"]) for _ in self.b)

    def forward(self, y):
        k = []
        for f, row in zip(self.f, self.a):
            k.append(f(self.combine(y, row, k)))
        return self.combine(y, self.b, k)

    @staticmethod
    def combine(y, row, k):
        for coefficient, stage in zip(row, k):
            if coefficient != 0:
                y = y + (stage if coefficient == 1 else coefficient * stage)
        return y


class Network(nn.Module):
    def __init__(self, case):
        super().__init__()
        subnets = case["blocks"] * len(case["b"])
        self.stem = nn.Conv2d(3, case["width"], 3, padding=1, bias=False)
        self.body = nn.Sequential(*([BareSubnet(case["width"]) for _ in range(subnets)] if case["bare"] else
                                    [Block(case) for _ in range(case["blocks"])]))
        self.head = nn.Linear(case["width"], 10)

    def forward(self, x):
        return self.head(self.body(self.stem(x)).mean((2, 3)))


class Contest:
    def __init__(self, case):
        self.case = case
        # PyTorch at its best: bf16 wants channels innermost; single precision is as it comes.
        layout = torch.channels_last if case["precision"] == "bf16" else torch.contiguous_format
        self.device = torch.device(case["device"])
        # Tries cuDNN's ways out, and takes the fastest.
        torch.backends.cudnn.benchmark = True
        self.network = Network(case).to(self.device, memory_format=layout).train(case["trains"])
        self.images = torch.randn(case["batch"], 3, 32, 32).to(self.device, memory_format=layout)
        self.labels = torch.randint(0, 10, (case["batch"],)).to(self.device)
        self.optimizer = torch.optim.SGD(self.network.parameters(), lr=1e-3, momentum=0.9, weight_decay=1e-4)

    def step(self):
        if not self.case["trains"]:
            with torch.inference_mode():
                return self.logits().sum().item()
        self.optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(self.logits(), self.labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def profile(self):
        with torch.autograd.profiler.profile() as profile:
            self.step()
        operators = {}
        for event in profile.key_averages():
            # The engine's own event around each backward function is a part of that function.
            name = event.key.rpartition("evaluate_function: ")[2]
            calls, seconds = operators.get(name, (0, 0))
            operators[name] = max(calls, event.count), seconds + event.self_cpu_time_total * 1e-6
        return [{"name": name, "calls": calls, "seconds": seconds} for name, (calls, seconds) in operators.items()]

    def logits(self):
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=self.case["precision"] == "bf16"):
            return self.network(self.images).float()


def main():
    torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS") or len(os.sched_getaffinity(0))))
    contests = {}
    for line in sys.stdin:
        request = json.loads(line)
        start = time.perf_counter()
        if "open" in request:
            contests = {request["open"]: Contest(request), **{key: value for key, value in contests.items() if not request["alone"]}}
        elif "step" in request:
            contests[request["step"]].step()
        else:
            print(json.dumps(contests[request["profile"]].profile()), flush=True)
            continue
        print(time.perf_counter() - start, flush=True)


if __name__ == "__main__":
    main()
