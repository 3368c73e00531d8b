"""Training step of the MoMQ mixture (arXiv 2410.18406) on a frozen Llama base in PyTorch, a peer of the suite `moe`.

    python mixture_train.py <folder> [--experts stacked|loop]

`folder` holds the base as Hugging Face stores it (base/config.json, base/model.safetensors), adapters.safetensors by
MoMQ's names, and case.json, {"mixture", "samples", "tokens", "threads", "optimizer", "loss"}.

`--experts stacked` (default) computes all experts as one low-rank product whose rows are weighted, `loop` each expert
on the tokens that chose it, as the authors' code and Mixtral's in transformers do.

Prints one JSON object with facts, then answers each line of standard input with one:

    {"measure": n}   {"seconds": [...], "losses": [...], "peakBytes": n}

in which `peakBytes` is the largest resident memory of the process so far. A step is forward pass, backward pass,
clipping of the gradient norm and AdamW on adapters and norms, in float32.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import Tensor, nn


class LoraLinear(nn.Module):
    """Frozen weight and a plain LoRA."""

    def __init__(self, weight: Tensor, a: Tensor, b: Tensor, scale: float):
        super().__init__()
        self.register_buffer("weight", weight)
        self.lora_a, self.lora_b, self.scale = nn.Parameter(a), nn.Parameter(b), scale

    def forward(self, x: Tensor) -> Tensor:
        return F.linear(x, self.weight) + self.scale * F.linear(F.linear(x, self.lora_a), self.lora_b)


class MixtureLinear(nn.Module):
    """Frozen weight, shared experts, and routed experts of all groups behind two routers."""

    def __init__(self, weight: Tensor, adapters: dict[str, Tensor], mixture: dict, loop: bool):
        super().__init__()
        self.register_buffer("weight", weight)
        groups = [group["name"] for group in mixture["groups"]]
        self.sizes = [group["numExperts"] for group in mixture["groups"]]
        self.rank, self.k, self.loop = mixture["groups"][0]["rank"], mixture["expertsPerToken"], loop
        self.scale = mixture["lora"]["alpha"] / mixture["lora"]["rank"]
        self.shared_rank = mixture["numSharedExperts"] * mixture["lora"]["rank"]

        def stack(part: str, axis: int, shared: bool) -> nn.Parameter:
            parts = [adapters[f"groups.{name}.{part}"] for name in groups]
            return nn.Parameter(torch.cat(parts + ([adapters[f"shared.{part}"]] if shared else []), axis))

        self.lora_a, self.lora_b = stack("lora_a", 0, True), stack("lora_b", 1, True)
        self.expert_router = stack("expert_router", 0, False)
        self.dialect_router = stack("dialect_router", 0, False)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        dialect_logits = F.linear(x, self.dialect_router)
        expert_logits = F.linear(x, self.expert_router)
        dialects, experts = dialect_logits.softmax(2), expert_logits.softmax(2)
        batch, length, count = experts.shape
        fused = (dialects.unsqueeze(3) * experts.view(batch, length, len(self.sizes), -1)).flatten(2)
        values, chosen = fused.topk(self.k, 2)
        y = F.linear(x, self.weight)
        y = y + (self.by_expert if self.loop else self.stacked)(x, values, chosen, count)
        return y, expert_logits, dialect_logits

    def stacked(self, x: Tensor, values: Tensor, chosen: Tensor, count: int) -> Tensor:
        weights = torch.zeros(*x.shape[:2], count).scatter(2, chosen, values)
        rows = weights.repeat_interleave(self.rank, 2)
        rows = F.pad(rows, (0, self.shared_rank), value=1.0) * self.scale
        return F.linear(F.linear(x, self.lora_a) * rows, self.lora_b)

    def by_expert(self, x: Tensor, values: Tensor, chosen: Tensor, count: int) -> Tensor:
        batch, length, _ = x.shape
        x, values, chosen = x.flatten(0, 1), values.flatten(0, 1), chosen.flatten(0, 1)
        shared = slice(count * self.rank, None)
        y = self.scale * F.linear(F.linear(x, self.lora_a[shared]), self.lora_b[:, shared])
        for expert in range(count):
            tokens, place = torch.where(chosen == expert)
            own = slice(expert * self.rank, (expert + 1) * self.rank)
            part = F.linear(F.linear(x[tokens], self.lora_a[own]), self.lora_b[:, own])
            y = y.index_add(0, tokens, self.scale * values[tokens, place].unsqueeze(1) * part)
        return y.view(batch, length, -1)


class Block(nn.Module):
    """RMSNorm, rotary causal attention, SwiGLU."""

    def __init__(self, config: dict, weights: dict[str, Tensor], adapters: dict[str, Tensor], mixture: dict, loop: bool):
        super().__init__()
        self.heads = config["num_attention_heads"]
        width, epsilon = config["hidden_size"], config["rms_norm_eps"]
        scale = mixture["lora"]["alpha"] / mixture["lora"]["rank"]

        def lora(name: str) -> LoraLinear:
            pair = adapters[f"{name}.lora_a"], adapters[f"{name}.lora_b"]
            return LoraLinear(weights[f"{name}.weight"], *pair, scale)

        self.input_layernorm = nn.RMSNorm(width, eps=epsilon)
        self.post_attention_layernorm = nn.RMSNorm(width, eps=epsilon)
        for norm in ("input_layernorm", "post_attention_layernorm"):
            getattr(self, norm).weight = nn.Parameter(weights[f"{norm}.weight"].clone())
        self.q_proj, self.k_proj, self.v_proj, self.o_proj = (
            lora(f"self_attn.{part}_proj") for part in "qkvo"
        )
        self.gate_proj, self.up_proj = lora("mlp.gate_proj"), lora("mlp.up_proj")
        down = "mlp.down_proj"
        own = {name[len(down) + 1 :]: each for name, each in adapters.items() if name.startswith(down)}
        self.down_proj = MixtureLinear(weights[f"{down}.weight"], own, mixture, loop)

    def forward(self, x: Tensor, cosines: Tensor, sines: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        batch, length, width = x.shape
        normed = self.input_layernorm(x)
        q, k, v = (
            project(normed).view(batch, length, self.heads, -1).transpose(1, 2)
            for project in (self.q_proj, self.k_proj, self.v_proj)
        )
        q, k = rotate(q, cosines, sines), rotate(k, cosines, sines)
        context = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o_proj(context.transpose(1, 2).reshape(batch, length, -1))
        normed = self.post_attention_layernorm(x)
        y, experts, dialects = self.down_proj(F.silu(self.gate_proj(normed)) * self.up_proj(normed))
        return x + y, experts, dialects


def rotate(x: Tensor, cosines: Tensor, sines: Tensor) -> Tensor:
    first, second = x.chunk(2, 3)
    return x * cosines + torch.cat([-second, first], 3) * sines


class Model(nn.Module):
    """Losses of a batch of whole rows, all of the same length."""

    def __init__(self, folder: Path, case: dict, loop: bool):
        super().__init__()
        config = json.loads((folder / "base" / "config.json").read_text(encoding="utf-8"))
        weights = load_file(folder / "base" / "model.safetensors")
        adapters = load_file(folder / "adapters.safetensors")
        self.loss, self.k = case["loss"], case["mixture"]["expertsPerToken"]
        self.register_buffer("embedding", weights["model.embed_tokens.weight"])

        def of_layer(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
            return {name[len(prefix) :]: each for name, each in tensors.items() if name.startswith(prefix)}

        self.blocks = nn.ModuleList(
            Block(
                config,
                of_layer(weights, f"model.layers.{layer}."),
                of_layer(adapters, f"layers.{layer}."),
                case["mixture"],
                loop,
            )
            for layer in range(config["num_hidden_layers"])
        )
        self.norm = nn.RMSNorm(config["hidden_size"], eps=config["rms_norm_eps"])
        self.norm.weight = nn.Parameter(weights["model.norm.weight"].clone())
        width = config["hidden_size"] // config["num_attention_heads"]
        frequencies = config["rope_theta"] ** (-torch.arange(0, width, 2).float() / width)
        angles = torch.outer(torch.arange(case["tokens"]).float(), frequencies).repeat(1, 2)
        self.register_buffer("cosines", angles.cos())
        self.register_buffer("sines", angles.sin())

    def forward(self, ids: Tensor, labels: Tensor, dialects: Tensor) -> Tensor:
        x = F.embedding(ids, self.embedding)
        expert_logits, dialect_logits = [], []
        for block in self.blocks:
            x, experts, chosen = block(x, self.cosines, self.sines)
            expert_logits.append(experts)
            dialect_logits.append(chosen)
        # logits of the positions that have a target, as ours
        targets = labels[:, 1:].flatten()
        wanted = (targets != -100).nonzero().squeeze(1)
        logits = F.linear(self.norm(x)[:, :-1].flatten(0, 1)[wanted], self.embedding)
        lm = F.cross_entropy(logits, targets[wanted])
        probabilities = torch.cat(expert_logits).flatten(0, 1).softmax(1)
        selected = F.one_hot(probabilities.topk(self.k, 1).indices, probabilities.shape[1]).float()
        shares = selected.mean(0) * probabilities.mean(0).unsqueeze(0)
        balance = probabilities.shape[1] * shares.sum()
        dialect = F.cross_entropy(torch.stack(dialect_logits).mean(0).mean(1), dialects)
        return lm + self.loss["balance"] * balance + self.loss["dialect"] * dialect


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--experts", choices=["stacked", "loop"], default="stacked")
    arguments = parser.parse_args()
    case = json.loads((arguments.folder / "case.json").read_text(encoding="utf-8"))
    torch.set_num_threads(case["threads"])
    model = Model(arguments.folder, case, arguments.experts == "loop")
    settings = case["optimizer"]
    trained = list(model.parameters())
    optimizer = torch.optim.AdamW(
        [
            {"params": [each for each in trained if each.ndim >= 2], "weight_decay": settings["weightDecay"]},
            {"params": [each for each in trained if each.ndim < 2], "weight_decay": 0.0},
        ],
        lr=settings["learningRate"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["epsilon"],
        fused=True,
    )
    samples = case["samples"]
    ids = torch.tensor([sample["prompt"] + sample["answer"] for sample in samples])
    labels = torch.tensor([[-100] * len(sample["prompt"]) + sample["answer"] for sample in samples])
    names = [group["name"] for group in case["mixture"]["groups"]]
    dialects = torch.tensor([names.index(sample["dialect"]) for sample in samples])

    def step() -> float:
        optimizer.zero_grad(set_to_none=True)
        loss = model(ids, labels, dialects)
        loss.backward()
        nn.utils.clip_grad_norm_(trained, settings["clipNorm"])
        optimizer.step()
        return loss.item()

    def answer(value: dict) -> None:
        print(json.dumps(value), flush=True)

    name = f"PyTorch {torch.__version__}, experts {arguments.experts}"
    answer({"name": name, "threads": torch.get_num_threads()})
    for line in sys.stdin:
        seconds, losses = [], []
        for _ in range(json.loads(line)["measure"]):
            start = time.perf_counter()
            losses.append(step())
            seconds.append(time.perf_counter() - start)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        answer({"seconds": seconds, "losses": losses, "peakBytes": peak})


if __name__ == "__main__":
    main()
