"""The decoder of gpu-program.ts in PyTorch: AdamW train steps and greedy decoding on the same weights and batch.

    python torch_decoder.py <folder> [--device cuda|cpu]

`folder` holds case.json, {"config", "batch", "tokens", "steps", "decoded", "weights": {name: shape}}, and
<name>.f32, ids.i32 and targets.i32: little-endian values, row-major. Prints one JSON object.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

import numpy
import torch
import torch.nn.functional as F
from torch import Tensor

EPSILON = 1e-6


def norm(x: Tensor, weight: Tensor) -> Tensor:
    return x * torch.rsqrt(x.square().mean(-1, keepdim=True) + EPSILON) * weight


def rotate(x: Tensor, positions: Tensor) -> Tensor:
    """Rotates pairs (i, i + D/2) of x, shape (B, H, T, D), by the angles of T positions."""
    half = x.shape[-1] // 2
    frequencies = 10000.0 ** (-torch.arange(half, device=x.device) / half)
    angles = positions[:, None] * frequencies
    a, b = x.split(half, -1)
    cos, sin = angles.cos(), angles.sin()
    return torch.cat([a * cos - b * sin, a * sin + b * cos], -1)


class Decoder:
    def __init__(self, config: dict, weights: dict[str, Tensor]):
        self.layers, self.heads = config["layers"], config["heads"]
        self.width = config["width"]
        self.p = weights

    def hidden(self, ids: Tensor, attend) -> Tensor:
        p, heads, width = self.p, self.heads, self.width
        batch, length = ids.shape
        x = F.embedding(ids, p["embedding"])
        for i in range(self.layers):
            qkv = norm(x, p[f"{i}.norm1"]) @ p[f"{i}.qkv"]
            q, k, v = qkv.view(batch, length, 3, heads, width // heads).permute(2, 0, 3, 1, 4)
            attended = attend(i, q, k, v).transpose(1, 2).reshape(batch, length, width)
            x = x + attended @ p[f"{i}.out"]
            gate, up = (norm(x, p[f"{i}.norm2"]) @ p[f"{i}.gateUp"]).chunk(2, -1)
            x = x + (F.silu(gate) * up) @ p[f"{i}.down"]
        return norm(x, p["norm"]) @ p["embedding"].T

    def loss(self, ids: Tensor, targets: Tensor) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)

        def attend(_, q, k, v):
            q, k = rotate(q, positions).to(v.dtype), rotate(k, positions).to(v.dtype)
            return F.scaled_dot_product_attention(q, k, v, is_causal=True)

        logits = self.hidden(ids, attend)
        return F.cross_entropy(logits.float().flatten(0, 1), targets.flatten())


def train(case: dict, weights: dict[str, Tensor], device: str, mode: str) -> dict:
    """Seconds of a step, eager or compiled, in float32, tf32 or autocast float16."""
    torch.backends.cuda.matmul.allow_tf32 = mode == "tf32"
    parameters = {name: w.clone().requires_grad_() for name, w in weights.items()}
    model = Decoder(case["config"], parameters)
    optimizer = torch.optim.AdamW(
        parameters.values(), lr=1e-3, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.1, fused=device == "cuda"
    )
    loss_of = torch.compile(model.loss) if mode == "compile" else model.loss
    seconds, losses = [], []
    for step in range(case["steps"] + 3):
        started = time.perf_counter()
        with torch.autocast(device, torch.float16, enabled=mode == "float16"):
            loss = loss_of(case["ids"], case["targets"])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())  # waits for the device
        if step >= 3:
            seconds.append(time.perf_counter() - started)
    tokens = case["batch"] * case["tokens"]
    median = statistics.median(seconds)
    return {"seconds": median, "tokensPerSecond": tokens / median, "firstLoss": losses[0], "lastLoss": losses[-1]}


@torch.no_grad()
def decode(case: dict, weights: dict[str, Tensor], device: str) -> float:
    """Tokens per second, one sequence, float32, caches of fixed length."""
    model = Decoder(case["config"], weights)
    length, heads = case["decoded"], model.heads
    cache = torch.zeros(model.layers, 2, 1, heads, length, model.width // heads, device=device)
    slots = torch.arange(length, device=device)
    token = torch.ones(1, 1, dtype=torch.long, device=device)
    seconds = []
    for position in range(length):
        started = time.perf_counter()
        here = torch.tensor([position], device=device)

        def attend(layer, q, k, v):
            cache[layer, 0, :, :, position : position + 1] = rotate(k, here)
            cache[layer, 1, :, :, position : position + 1] = v
            mask = (slots <= position)[None, None, None]
            return F.scaled_dot_product_attention(rotate(q, here), *cache[layer], attn_mask=mask)

        token = model.hidden(token, attend).argmax(-1)
        token.item()  # waits for the device
        if position > 0:
            seconds.append(time.perf_counter() - started)
    return 1 / statistics.median(seconds)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    folder, device = options.folder, options.device
    case = json.loads((folder / "case.json").read_text())

    def read(name: str, dtype: str, shape: list[int]) -> Tensor:
        return torch.from_numpy(numpy.fromfile(folder / name, dtype).reshape(shape)).to(device)

    weights = {name: read(f"{name}.f32", "<f4", shape) for name, shape in case["weights"].items()}
    for name in ("ids", "targets"):
        case[name] = read(f"{name}.i32", "<i4", [case["batch"], case["tokens"]]).long()
    modes = ["float32"] + (["tf32", "float16", "compile"] if device == "cuda" else [])
    results, failures = {}, {}
    for mode in modes:
        try:
            results[mode] = train(case, weights, device, mode)
        except Exception as error:  # a mode that this machine lacks, as torch.compile without a C compiler
            failures[mode] = str(error).strip().splitlines()[0]
    facts = {
        "torch": torch.__version__,
        "device": torch.cuda.get_device_name() if device == "cuda" else "cpu",
        "train": results,
        "failures": failures,
        "decodeTokensPerSecond": decode(case, weights, device),
    }
    print(json.dumps(facts))


if __name__ == "__main__":
    main()
