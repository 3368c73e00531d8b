"""Writes packages/moe/fixtures/pytorch-golden.json: logits, losses and gradients of small models.

    pip install -r requirements.txt
    python reference/moe/make_golden.py

Two models on the same batch: the dense base, and the mixture with four experts for each of three
dialects, k = 2, S = 2. Computed in float64. Weights are not stored: they are drawn one after the
other, in the order of the file, as center + spread · u from a generator of a few lines
(x <- 1664525 x + 1013904223 mod 2^32, u = x / 2^32 - 1/2), and rounded to float32. For the
gradients a direction is drawn the same way from another seed; kept is gradient · direction.
"""

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path

import torch

from pointer_model import balance_loss, dialect_loss, forward, token_loss

REPOSITORY = Path(__file__).resolve().parents[2]
BATCH_SEED, WEIGHT_SEED, DIRECTION_SEED = 1, 7, 100
LOSS_WEIGHTS = {"balance": 0.5, "dialect": 0.25, "dialectSmoothing": 0, "labelSmoothing": 0}
GROUPS = ("sqlite", "postgres", "cypher")

DECODER = {
    "width": 12,
    "numLayers": 2,
    "numHeads": 3,
    "numKvHeads": 3,
    "headWidth": 4,
    "ffWidth": 20,
    "normEpsilon": 1e-6,
    "attentionBias": False,
    "ropeTheta": None,
}
POINTER = {
    "vectorWidth": 6,
    "numTypes": 3,
    "numFlags": 2,
    "numRelations": 4,
    "vocabularySize": 5,
    "startToken": 0,
}
MIXTURE = {
    "lora": {"rank": 2, "alpha": 3, "dropout": 0},
    "groups": [{"name": name, "numExperts": 4, "rank": 2, "alpha": 4} for name in GROUPS],
    "expertsPerToken": 2,
    "numSharedExperts": 2,
    "dropout": 0,
    "dialectRouter": True,
    "routing": "token",
    "balanceWithinGroups": False,
}
# Sample 0 may use every group; sample 1 only its own, and ends in padding.
BATCH_SIZE, PREFIX_LENGTH, OUTPUT_LENGTH = 2, 5, 4
BATCH = {
    "types": [[0, 1, 2, 2, 1], [0, 0, 1, 2, 0]],
    "flags": [[[1, 0], [0, 0], [0, 1], [1, 1], [0, 1]], [[0, 0], [1, 0], [0, 1], [0, 0], [1, 1]]],
    "prefixMask": [[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]],
    "pointable": [[0, 1, 1, 1, 1], [0, 0, 1, 1, 0]],
    "inputTokens": [[0, 7, 3, 9], [0, 2, 8, 1]],
    "targets": [[7, 3, 9, 4], [2, 8, 1, 0]],
    "targetMask": [[1, 1, 1, 1], [1, 1, 1, 0]],
    "groupMask": [[1, 1, 1], [0, 1, 0]],
    "dialect": [2, 1],
}
FLOATS = ("flags", "prefixMask", "pointable", "targetMask", "groupMask")


def uniform(seed: int) -> Iterator[float]:
    state = seed
    while True:
        state = (1664525 * state + 1013904223) % 2**32
        yield state / 2**32 - 0.5


def weight_draws() -> list[dict]:
    """Name, shape, center and spread of every weight; spreads give outputs of about unit variance."""
    width, ff, heads = DECODER["width"], DECODER["ffWidth"], DECODER["numHeads"]
    vocabulary, lora = POINTER["vocabularySize"], MIXTURE["lora"]
    draws: list[dict] = []

    def draw(name: str, shape: list[int], center: float, spread: float) -> None:
        draws.append({"name": name, "shape": shape, "center": center, "spread": spread})

    def matrix(name: str, rows: int, columns: int, gain: float = 1.0) -> None:
        draw(name, [rows, columns], 0, round(gain * math.sqrt(12 / columns), 3))

    def pair(name: str, rank: int, rows: int, columns: int) -> None:
        matrix(f"{name}.lora_a", rank, columns)
        matrix(f"{name}.lora_b", rows, rank, 0.5)

    matrix("pointer.vector_proj.weight", width, POINTER["vectorWidth"])
    draw("pointer.vector_proj.bias", [width], 0, 1)
    draw("pointer.type_embedding", [POINTER["numTypes"], width], 0, 2)
    matrix("pointer.flag_proj.weight", width, POINTER["numFlags"])
    draw("pointer.token_embedding", [vocabulary, width], 0, 3)
    matrix("pointer.pointed_proj.weight", width, width)
    draw("pointer.pointed_vector", [width], 0, 1)
    draw("pointer.input_norm.weight", [width], 1, 0.5)
    draw("pointer.relation_bias", [DECODER["numLayers"] * heads, POINTER["numRelations"]], 0, 2)
    matrix("pointer.keyword_head.weight", vocabulary, width)
    matrix("pointer.query_head.weight", width, width)
    matrix("pointer.key_head.weight", width, width)
    attended = heads * DECODER["headWidth"]
    for layer in range(DECODER["numLayers"]):
        attn, mlp = f"layers.{layer}.self_attn", f"layers.{layer}.mlp"
        draw(f"layers.{layer}.input_layernorm.weight", [width], 1, 0.5)
        draw(f"layers.{layer}.post_attention_layernorm.weight", [width], 1, 0.5)
        projections = [
            *((f"{attn}.{part}_proj", attended, width) for part in "qkv"),
            (f"{attn}.o_proj", width, attended),
            *((f"{mlp}.{part}_proj", ff, width) for part in ("gate", "up")),
        ]
        for name, rows, columns in projections:
            matrix(f"{name}.weight", rows, columns)
            pair(name, lora["rank"], rows, columns)
        down = f"{mlp}.down_proj"
        matrix(f"{down}.weight", width, ff)
        pair(f"{down}.shared", MIXTURE["numSharedExperts"] * lora["rank"], width, ff)
        for group in MIXTURE["groups"]:
            owner = f"{down}.groups.{group['name']}"
            pair(owner, group["numExperts"] * group["rank"], width, ff)
            matrix(f"{owner}.expert_router", group["numExperts"], ff, 2)
            matrix(f"{owner}.dialect_router", 1, ff, 2)
    draw("norm.weight", [width], 1, 0.5)
    return draws


def drawn(numbers: Iterator[float], shape: list[int], center: float, spread: float) -> torch.Tensor:
    values = [center + spread * next(numbers) for _ in range(math.prod(shape))]
    return torch.tensor(values, dtype=torch.float32).double().view(shape)


def make_batch(numbers: Iterator[float]) -> tuple[dict, dict[str, torch.Tensor]]:
    """The batch as it goes to the file, and as tensors."""
    size = PREFIX_LENGTH + OUTPUT_LENGTH
    vectors = drawn(numbers, [BATCH_SIZE, PREFIX_LENGTH, POINTER["vectorWidth"]], 0, 1)
    count = POINTER["numRelations"]
    relations = [int((next(numbers) + 0.5) * count) for _ in range(BATCH_SIZE * size * size)]
    tensors = {
        name: torch.tensor(values, dtype=torch.float64 if name in FLOATS else torch.long)
        for name, values in BATCH.items()
    }
    tensors["vectors"] = vectors
    tensors["relations"] = torch.tensor(relations).view(BATCH_SIZE, size, size)
    stored = {name: tensor.flatten().tolist() for name, tensor in tensors.items()}
    lengths = {
        "batchSize": BATCH_SIZE,
        "prefixLength": PREFIX_LENGTH,
        "outputLength": OUTPUT_LENGTH,
    }
    return {**lengths, **stored}, tensors


def run(config: dict, weights: dict, batch: dict, directions: dict) -> dict:
    """Logits, losses and directional derivatives of one model."""
    weights = {name: value.clone().requires_grad_() for name, value in weights.items()}
    logits, routings = forward(weights, config, batch)
    losses = {"lmLoss": token_loss(logits, batch)}
    loss = losses["lmLoss"]
    if config["mixture"] is not None:
        losses["balanceLoss"] = balance_loss(routings, config["mixture"]["expertsPerToken"])
        losses["dialectLoss"] = dialect_loss(routings, batch["dialect"])
        loss = loss + LOSS_WEIGHTS["balance"] * losses["balanceLoss"]
        loss = loss + LOSS_WEIGHTS["dialect"] * losses["dialectLoss"]
        margin = min(routing.smallest_margin for routing in routings)
        if margin < 1e-3:
            raise SystemExit(f"expected clear top-k choices, got a margin of {margin}; change the seed")
    loss.backward()
    derivatives = {name: (w.grad * directions[name]).sum().item() for name, w in weights.items()}
    return {
        "config": config,
        "logits": [
            None if math.isinf(x) else round(x, 7) for x in logits.detach().flatten().tolist()
        ],
        "losses": {name: round(value.item(), 7) for name, value in {"loss": loss, **losses}.items()},
        "derivatives": {name: float(f"{value:.7g}") for name, value in derivatives.items()},
    }


def require_sensitivity(full: dict, weights: dict, batch: dict) -> None:
    """Each part of the mixture must move the logits far more than the tolerance of a test."""
    reference = torch.tensor([x for x in full["logits"] if x is not None], dtype=torch.float64)
    changes = {
        "shared experts": {n: 0 * w if ".shared." in n else w for n, w in weights.items()},
        "routed experts": {
            n: 0 * w if ".groups." in n and "lora_b" in n else w for n, w in weights.items()
        },
        "dialect router": {n: 0 * w if "dialect_router" in n else w for n, w in weights.items()},
        "expert router": {n: 0 * w if "expert_router" in n else w for n, w in weights.items()},
    }
    for part, changed in changes.items():
        logits, _ = forward(changed, full["config"], batch)
        difference = (logits[logits.isfinite()] - reference).abs().max().item()
        print(f"logits without {part}: {difference:.3f} away")
        if difference < 0.01:
            raise SystemExit(f"expected logits that depend on the {part}; change the seed")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    out = REPOSITORY / "packages/moe/fixtures/pytorch-golden.json"
    parser.add_argument("--out", type=Path, default=out)
    arguments = parser.parse_args()

    draws = weight_draws()
    stored_batch, batch = make_batch(uniform(BATCH_SEED))
    numbers, directions = uniform(WEIGHT_SEED), uniform(DIRECTION_SEED)
    weights = {d["name"]: drawn(numbers, d["shape"], d["center"], d["spread"]) for d in draws}
    direction = {d["name"]: drawn(directions, d["shape"], 0, 1) for d in draws}
    dense = {n: w for n, w in weights.items() if "lora_" not in n and "router" not in n}
    config = {"decoder": DECODER, "pointer": POINTER, "dropout": 0}
    cases = {
        "dense": run({**config, "mixture": None}, dense, batch, direction),
        "mixture": run({**config, "mixture": MIXTURE}, weights, batch, direction),
    }
    require_sensitivity(cases["mixture"], weights, batch)
    golden = {
        "source": f"reference/moe/make_golden.py, PyTorch {torch.__version__.split('+')[0]}, float64",
        "weightSeed": WEIGHT_SEED,
        "directionSeed": DIRECTION_SEED,
        "lossWeights": LOSS_WEIGHTS,
        "batch": stored_batch,
        "weights": draws,
        "cases": cases,
    }
    arguments.out.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
