"""Writes packages/moe/fixtures/mixture-variants.json: each switch of the mixture and each related method by its own formula.

    pip install -r requirements.txt
    python reference/moe/make_mixture_golden.py

Written for reading: one token, one expert, one line per equation, no batching, float64. A case is a feed-forward block or a
whole decoder (RMSNorm, attention over all positions, SwiGLU). Weight number i of a case, in the order of the file, is
scale · sin(0.7 j + i) at flat index j. Kept: the output and, where the method has them, the router losses.

MoMQ arXiv 2410.18406 and its figure; LoRAMoE 2312.09979; MixLoRA 2404.15159; X-LoRA 2402.07148.
"""

import argparse
import json
import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

REPOSITORY = Path(__file__).resolve().parents[2]
WIDTH, FF, HEADS, HEAD_WIDTH, LAYERS = 6, 10, 2, 3, 2
RANK, ALPHA = 2, 4
SCALE = ALPHA / RANK
GROUPS, PER_GROUP, SHARED = ("a", "b"), 2, 2
BATCH, LENGTH = 2, 3
DIALECT = [0, 1]
POSITIONS = [[1, 1, 1], [1, 1, 0]]
DECODER = {
    "width": WIDTH, "numLayers": LAYERS, "numHeads": HEADS, "numKvHeads": HEADS, "headWidth": HEAD_WIDTH,
    "ffWidth": FF, "normEpsilon": 1e-6, "attentionBias": False, "ropeTheta": None,
}
SHAPES = {
    "q_proj": (HEADS * HEAD_WIDTH, WIDTH), "k_proj": (HEADS * HEAD_WIDTH, WIDTH),
    "v_proj": (HEADS * HEAD_WIDTH, WIDTH), "o_proj": (WIDTH, HEADS * HEAD_WIDTH),
    "gate_proj": (FF, WIDTH), "up_proj": (FF, WIDTH), "down_proj": (WIDTH, FF),
}  # fmt: skip


def sine(shape: tuple[int, ...], shift: float, scale: float) -> Tensor:
    index = torch.arange(math.prod(shape), dtype=torch.float64)
    return (scale * torch.sin(0.7 * index + shift)).float().double().view(shape)


class Weights:
    """Draws each weight when it is first asked for."""

    def __init__(self) -> None:
        self.drawn: dict[str, Tensor] = {}
        self.listed: list[dict] = []

    def __call__(self, name: str, *shape: int, scale: float = 0.5) -> Tensor:
        if name not in self.drawn:
            shift = len(self.listed)
            self.listed.append({"name": name, "shape": list(shape), "scale": scale})
            self.drawn[name] = sine(shape, shift, scale)
        return self.drawn[name]


def block_name(layer: int, part: str) -> str:
    return f"layers.{layer}.{'mlp' if part in ('gate_proj', 'up_proj', 'down_proj') else 'self_attn'}.{part}"


def silu(x: Tensor) -> Tensor:
    return x * torch.sigmoid(x)


class Method:
    """A frozen base. Methods override how a linear layer or a whole block is adapted."""

    config: dict = {}

    def __init__(self) -> None:
        self.w = Weights()
        self.expert_logits: list[list[list[Tensor]]] = []  # layer, sample, token: z_e
        self.expert_weights: list[list[list[Tensor]]] = []  # the weights that act
        self.dialect_logits: list[list[list[Tensor]]] = []  # z_d

    def base(self, layer: int, part: str, x: Tensor) -> Tensor:
        return self.w(f"{block_name(layer, part)}.weight", *SHAPES[part]) @ x

    def lora(self, layer: int, part: str, x: Tensor) -> Tensor:
        """The plain LoRA of a layer."""
        name, (rows, columns) = block_name(layer, part), SHAPES[part]
        return SCALE * (self.w(f"{name}.lora_b", rows, RANK) @ (self.w(f"{name}.lora_a", RANK, columns) @ x))

    def expert(self, owner: str, e: int, shape: tuple[int, int], x: Tensor) -> Tensor:
        """LoRA expert e of all groups; a group stores its experts' A below and B beside each other."""
        group, j = GROUPS[e // self.per_group], e % self.per_group
        a = self.w(f"{owner}.groups.{group}.lora_a", self.per_group * RANK, shape[1])
        b = self.w(f"{owner}.groups.{group}.lora_b", shape[0], self.per_group * RANK)
        rows = slice(j * RANK, (j + 1) * RANK)
        return SCALE * (b[:, rows] @ (a[rows] @ x))

    per_group = PER_GROUP

    @property
    def experts(self) -> int:
        return len(GROUPS) * self.per_group

    def router(self, owner: str, kind: str, inputs: int) -> Tensor:
        rows = self.per_group if kind == "expert_router" else 1
        return torch.cat([self.w(f"{owner}.groups.{g}.{kind}", rows, inputs, scale=1.5) for g in GROUPS])

    def shared(self, owner: str, shape: tuple[int, int], s: int, x: Tensor) -> Tensor:
        a = self.w(f"{owner}.shared.lora_a", SHARED * RANK, shape[1])
        b = self.w(f"{owner}.shared.lora_b", shape[0], SHARED * RANK)
        rows = slice(s * RANK, (s + 1) * RANK)
        return SCALE * (b[:, rows] @ (a[rows] @ x))

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        return [[self.base(layer, part, x) for x in sequence] for sequence in sequences]

    def block(self, layer: int, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        gate, up = self.linear(layer, "gate_proj", sequences), self.linear(layer, "up_proj", sequences)
        inner = [[silu(g) * u for g, u in zip(gs, us)] for gs, us in zip(gate, up)]
        return self.linear(layer, "down_proj", inner)

    def losses(self) -> dict[str, float]:
        return {}


def top(w: Tensor, k: int) -> list[int]:
    ordered = w.sort(descending=True)
    if k < len(w):
        assert ordered.values[k - 1] - ordered.values[k] > 1e-3, "a tie would make the case unclear"
    return ordered.indices[:k].tolist()


MOMQ = {
    "lora": {"rank": RANK, "alpha": ALPHA, "dropout": 0},
    "groups": [{"name": g, "numExperts": PER_GROUP, "rank": RANK, "alpha": ALPHA} for g in GROUPS],
    "expertsPerToken": 2, "numSharedExperts": SHARED, "dropout": 0, "dialectRouter": True,
    "routing": "token", "balanceWithinGroups": False,
}  # fmt: skip
PLAIN = {**MOMQ, "numSharedExperts": 0, "dialectRouter": False}


def switch_balance(rows: list[Tensor], k: int) -> Tensor:
    """N · Σ_e f_e P_e; f_e: share of rows with e among their k most likely experts."""
    p = torch.stack([torch.softmax(row, 0) for row in rows])
    f = torch.zeros(p.shape[1], dtype=torch.float64)
    for row in p:
        for e in top(row, k):
            f[e] += 1 / len(rows)
    return p.shape[1] * (f * p.mean(0)).sum()


class Momq(Method):
    """The paper's mixture on the layers of `mixed`."""

    config = MOMQ
    mixed: tuple[str, ...] = ("down_proj",)

    def weights_of(self, z_e: Tensor, z_d: Tensor, _mean_z_d: Tensor) -> Tensor:
        p_e, p_d = torch.softmax(z_e, 0), torch.softmax(z_d, 0)
        w = torch.stack([p_d[e // PER_GROUP] * p_e[e] for e in range(self.experts)])
        return torch.stack([w[e] if e in top(w, 2) else w[e] * 0 for e in range(self.experts)])

    def shared_weights(self, _owner: str, _x: Tensor) -> Tensor:
        return torch.ones(SHARED, dtype=torch.float64)

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y = super().linear(layer, part, sequences)
        owner, shape = block_name(layer, part), SHAPES[part]
        if part not in self.mixed:
            return [[a + self.lora(layer, part, x) for a, x in zip(ys, xs)] for ys, xs in zip(y, sequences)]
        w_e, w_d = (self.router(owner, kind, shape[1]) for kind in ("expert_router", "dialect_router"))
        z_e = [[w_e @ x for x in xs] for xs in sequences]
        z_d = [[w_d @ x for x in xs] for xs in sequences]
        w = [
            [self.weights_of(e, d, torch.stack(ds).mean(0)) for e, d in zip(es, ds)] for es, ds in zip(z_e, z_d)
        ]
        self.expert_logits.append(z_e)
        self.dialect_logits.append(z_d)
        self.expert_weights.append(w)
        for b, xs in enumerate(sequences):
            for t, x in enumerate(xs):
                for s, weight in enumerate(self.shared_weights(owner, x)):
                    y[b][t] = y[b][t] + weight * self.shared(owner, shape, s, x)
                for e in range(self.experts):
                    y[b][t] = y[b][t] + w[b][t][e] * self.expert(owner, e, shape, x)
        return y

    def balance_rows(self) -> list[Tensor]:
        return [z for layer in self.expert_logits for b, zs in enumerate(layer)
                for t, z in enumerate(zs) if POSITIONS[b][t]]  # fmt: skip

    def losses(self) -> dict[str, float]:
        per_sample = []
        for b in range(BATCH):
            kept = [t for t in range(LENGTH) if POSITIONS[b][t]]
            over_layers = [torch.stack([layer[b][t] for layer in self.dialect_logits]).mean(0) for t in kept]
            per_sample.append(torch.stack(over_layers).mean(0))
        dialect = F.cross_entropy(torch.stack(per_sample), torch.tensor(DIALECT))
        return {"balance": switch_balance(self.balance_rows(), 2).item(), "dialect": dialect.item()}


class AllTargets(Momq):
    """moe_lora_target_modules up, gate, down: each has routers, whose logits are joined in the losses."""

    config = {**MOMQ, "targets": ["gate_proj", "up_proj", "down_proj"]}
    mixed = ("gate_proj", "up_proj", "down_proj")


class HardDialect(Momq):
    """One group per sample: argmax of its mean dialect logits (no noise in evaluation); p_e over all experts."""

    config = {**MOMQ, "hardDialectRouter": True}

    def weights_of(self, z_e: Tensor, z_d: Tensor, mean_z_d: Tensor) -> Tensor:
        p_e, group = torch.softmax(z_e, 0), mean_z_d.argmax().item()
        w = torch.stack([p_e[e] * (e // PER_GROUP == group) for e in range(self.experts)])
        return torch.stack([w[e] if e in top(w, 2) else w[e] * 0 for e in range(self.experts)])


class Figure(Momq):
    """A router in each group, the shared one included; the best experts of each group act; here K = 1."""

    config = {**MOMQ, "expertsPerToken": 1, "expertRouters": "per-group", "balanceWithinGroups": True}

    def weights_of(self, z_e: Tensor, z_d: Tensor, _mean_z_d: Tensor) -> Tensor:
        p_d, w = torch.softmax(z_d, 0), torch.zeros(self.experts, dtype=torch.float64)
        for g in range(len(GROUPS)):
            p = torch.softmax(z_e[g * PER_GROUP : (g + 1) * PER_GROUP], 0)
            for j in top(p, 1):
                w[g * PER_GROUP + j] = p_d[g] * p[j]
        return w

    def shared_weights(self, owner: str, x: Tensor) -> Tensor:
        p = torch.softmax(self.w(f"{owner}.shared.expert_router", SHARED, len(x), scale=1.5) @ x, 0)
        return torch.stack([p[s] if s in top(p, 1) else p[s] * 0 for s in range(SHARED)])

    def losses(self) -> dict[str, float]:
        rows = [z[g * PER_GROUP : (g + 1) * PER_GROUP] for z in self.balance_rows() for g in range(len(GROUPS))]
        return {**super().losses(), "balance": switch_balance(rows, 1).item()}


class Fusion(Momq):
    """add_moe_fusion: y becomes D silu(G y) · U y."""

    config = {**MOMQ, "fusionWidth": 3}

    def block(self, layer: int, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        name = f"layers.{layer}.mlp.fusion"
        g, u = self.w(f"{name}.gate", 3, WIDTH), self.w(f"{name}.up", 3, WIDTH)
        d = self.w(f"{name}.down", WIDTH, 3)
        return [[d @ (silu(g @ y) * (u @ y)) for y in ys] for ys in super().block(layer, sequences)]


class SmallExperts(Method):
    """use_moe_expert: Σ_top-2 softmax(x W)_i E_i(x) beside the frozen block, E_i a SwiGLU of width 2."""

    config = {**PLAIN, "experts": "feed-forward", "loraTargets": []}

    def block(self, layer: int, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y, owner = super().block(layer, sequences), f"layers.{layer}.mlp"
        router, rows = self.router(owner, "expert_router", WIDTH), PER_GROUP * RANK
        self.expert_logits.append([[router @ x for x in xs] for xs in sequences])
        for b, xs in enumerate(sequences):
            for t, x in enumerate(xs):
                p = torch.softmax(router @ x, 0)
                for e in top(p, 2):
                    g, j = f"{owner}.groups.{GROUPS[e // PER_GROUP]}", e % PER_GROUP
                    part = slice(j * RANK, (j + 1) * RANK)
                    gate, up = self.w(f"{g}.gate", rows, WIDTH)[part], self.w(f"{g}.up", rows, WIDTH)[part]
                    down = self.w(f"{g}.down", WIDTH, rows)[:, part]
                    y[b][t] = y[b][t] + p[e] * (down @ (silu(gate @ x) * (up @ x)))
        return y


class LoraMoe(Method):
    """All experts act on gate, up and down: Σ_i softmax(x W)_i B_i A_i x. Localized balance, δ = 0.1, per layer."""

    config = {
        **PLAIN, "expertsPerToken": 4, "targets": ["gate_proj", "up_proj", "down_proj"], "loraTargets": [],
        "balance": "localized",
    }  # fmt: skip

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y, owner, shape = super().linear(layer, part, sequences), block_name(layer, part), SHAPES[part]
        router = self.router(owner, "expert_router", shape[1])
        self.expert_weights.append([[torch.softmax(router @ x, 0) for x in xs] for xs in sequences])
        for b, xs in enumerate(sequences):
            for t, x in enumerate(xs):
                for e in range(self.experts):
                    y[b][t] = y[b][t] + self.expert_weights[-1][b][t][e] * self.expert(owner, e, shape, x)
        return y

    def losses(self) -> dict[str, float]:
        values = []
        for layer in self.expert_weights:
            z = torch.zeros(BATCH, self.experts, dtype=torch.float64)
            for b in range(BATCH):
                for e in range(self.experts):
                    total = sum(layer[b][t][e] for t in range(LENGTH) if POSITIONS[b][t])
                    z[b, e] = total * (1.1 if e // PER_GROUP == DIALECT[b] else 0.9)
            values.append(z.var(unbiased=True) / (z.mean() ** 2 + 1e-10))
        return {"balance": torch.stack(values).mean().item(), "dialect": 0.0}


class MixLora(Method):
    """Expert e: the frozen SwiGLU with LoRAs of its own on gate, up, down; top-2 of one router, divided by their sum."""

    config = {**PLAIN, "experts": "lora-feed-forward", "renormalise": True}

    def block(self, layer: int, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        owner = f"layers.{layer}.mlp"
        router = self.router(owner, "expert_router", WIDTH)
        self.expert_logits.append([[router @ x for x in xs] for xs in sequences])

        def adapted(part: str, e: int, x: Tensor) -> Tensor:
            return self.base(layer, part, x) + self.expert(block_name(layer, part), e, SHAPES[part], x)

        def token(x: Tensor) -> Tensor:
            p = torch.softmax(router @ x, 0)
            chosen = top(p, 2)
            y = torch.zeros(WIDTH, dtype=torch.float64)
            for e in chosen:
                inner = silu(adapted("gate_proj", e, x)) * adapted("up_proj", e, x)
                y = y + p[e] / p[chosen].sum() * adapted("down_proj", e, inner)
            return y

        return [[token(x) for x in xs] for xs in sequences]

    def losses(self) -> dict[str, float]:
        rows = [z for layer in self.expert_logits for b, zs in enumerate(layer)
                for t, z in enumerate(zs) if POSITIONS[b][t]]  # fmt: skip
        return {"balance": switch_balance(rows, 2).item(), "dialect": 0.0}


EVERYWHERE = list(SHAPES)
ADAPTER_GROUPS = [{"name": g, "numExperts": 1, "rank": RANK, "alpha": ALPHA} for g in GROUPS]


class Decoder(Method):
    """The whole stack around the blocks."""

    def forward(self, x: Tensor) -> Tensor:
        h = [list(sequence) for sequence in x]
        for layer in range(LAYERS):
            n = self.norms(f"layers.{layer}.input_layernorm", h)
            q, k, v = (self.linear(layer, f"{part}_proj", n) for part in "qkv")
            o = self.linear(layer, "o_proj", [self.attend(*parts) for parts in zip(q, k, v)])
            h = [[a + b for a, b in zip(xs, ys)] for xs, ys in zip(h, o)]
            m = self.block(layer, self.norms(f"layers.{layer}.post_attention_layernorm", h))
            h = [[a + b for a, b in zip(xs, ys)] for xs, ys in zip(h, m)]
        return torch.stack([torch.stack(sequence) for sequence in self.norms("norm", h)])

    def norms(self, name: str, h: list[list[Tensor]]) -> list[list[Tensor]]:
        weight = self.w(f"{name}.weight", WIDTH, scale=1)
        return [[x / torch.sqrt((x**2).mean() + 1e-6) * weight for x in xs] for xs in h]

    def attend(self, qs: list[Tensor], ks: list[Tensor], vs: list[Tensor]) -> list[Tensor]:
        heads = []
        for head in range(HEADS):
            part = slice(head * HEAD_WIDTH, (head + 1) * HEAD_WIDTH)
            q, k, v = (torch.stack(xs)[:, part] for xs in (qs, ks, vs))
            heads.append(torch.softmax(q @ k.T / math.sqrt(HEAD_WIDTH), 1) @ v)
        return list(torch.cat(heads, 1))


class JointLora(Decoder):
    """One LoRA on every linear layer; the one on down_proj is kept as a shared expert."""

    config = {**PLAIN, "groups": [], "expertsPerToken": 1, "numSharedExperts": 1}

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y = super().linear(layer, part, sequences)
        name, (rows, columns) = block_name(layer, part), SHAPES[part]
        owner = f"{name}.shared" if part == "down_proj" else name
        a, b = self.w(f"{owner}.lora_a", RANK, columns), self.w(f"{owner}.lora_b", rows, RANK)
        return [[base + SCALE * (b @ (a @ x)) for base, x in zip(ys, xs)] for ys, xs in zip(y, sequences)]


class PerDialectLora(Decoder):
    """Each sample runs with its own dialect's LoRA on every linear layer."""

    config = {
        **PLAIN, "groups": ADAPTER_GROUPS, "expertsPerToken": 1, "routing": "dialect",
        "targets": EVERYWHERE, "loraTargets": [],
    }  # fmt: skip
    per_group = 1

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y, owner = super().linear(layer, part, sequences), block_name(layer, part)
        return [
            [base + self.expert(owner, DIALECT[b], SHAPES[part], x) for base, x in zip(y[b], xs)]
            for b, xs in enumerate(sequences)
        ]


class XLora(Decoder):
    """Two passes: scalings = softmax(W h + b), h the last hidden state without adapters; then Σ_a scaling_a B_a A_a x."""

    config = {**PerDialectLora.config, "expertsPerToken": 2, "routing": "two-pass"}
    per_group = 1
    scalings: list[list[Tensor]] | None = None

    def forward(self, x: Tensor) -> Tensor:
        hidden = super().forward(x)
        weight = self.router("scaling", "expert_router", WIDTH)
        bias = torch.cat([self.w(f"scaling.groups.{g}.expert_bias", 1) for g in GROUPS])
        self.scalings = [[torch.softmax(weight @ h + bias, 0) for h in sequence] for sequence in hidden]
        return super().forward(x)

    def linear(self, layer: int, part: str, sequences: list[list[Tensor]]) -> list[list[Tensor]]:
        y, owner = super().linear(layer, part, sequences), block_name(layer, part)
        if self.scalings is None:
            return y
        for b, xs in enumerate(sequences):
            for t, x in enumerate(xs):
                for a in range(len(GROUPS)):
                    y[b][t] = y[b][t] + self.scalings[b][t][a] * self.expert(owner, a, SHAPES[part], x)
        return y


def make_cases() -> list[dict]:
    cases = []
    for method in (Momq, AllTargets, HardDialect, Figure, Fusion, SmallExperts, LoraMoe, MixLora,
                   JointLora, PerDialectLora, XLora):  # fmt: skip
        made = method()
        x = sine((BATCH, LENGTH, WIDTH), 50, 1.0)
        if isinstance(made, Decoder):
            kind, output = "decoder", made.forward(x)
        else:
            kind, output = "block", torch.stack([torch.stack(ys) for ys in made.block(0, [list(xs) for xs in x])])
        cases.append({
            "name": method.__name__,
            "kind": kind,
            "mixture": made.config,
            "ownGroupOnly": method is PerDialectLora,
            "weights": made.w.listed,
            "output": [round(value, 7) for value in output.flatten().tolist()],
            "losses": {name: round(value, 7) for name, value in made.losses().items()},
        })  # fmt: skip
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    out = REPOSITORY / "packages/moe/fixtures/mixture-variants.json"
    parser.add_argument("--out", type=Path, default=out)
    arguments = parser.parse_args()
    golden = {
        "source": "reference/moe/make_mixture_golden.py, PyTorch, float64",
        "decoder": DECODER, "batch": BATCH, "length": LENGTH, "dialect": DIALECT, "positions": POSITIONS,
        "cases": make_cases(),
    }  # fmt: skip
    arguments.out.write_text(json.dumps(golden, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
