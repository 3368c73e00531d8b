"""LoRA training step on a frozen Qwen2 base with transformers and PEFT, a peer of the suite `engine`.

    python lora_train.py <folder> [--threads n] [--dtype float32|bfloat16]

`folder` holds the base as transformers reads it (config.json, model.safetensors), case.json, {"lora", "optimizer"},
lora.safetensors with the adapters by PEFT's names, and data.safetensors with int32 `ids` and `targets`, (1, tokens).

Prints one JSON object with facts, then answers each line of standard input with one:

    {"measure": n}   {"seconds": [...], "losses": [...], "peakBytes": n}

in which `peakBytes` is the largest resident memory of the process so far. A step is forward pass, backward pass and
AdamW on the adapters; base and products are in the given format, adapters in float32.
"""

import argparse
import json
import resource
import sys
import time
from pathlib import Path

import peft
import torch
import transformers
from safetensors.torch import load_file


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--threads", type=int, help="default: PyTorch's own")
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="float32")
    arguments = parser.parse_args()
    if arguments.threads:
        torch.set_num_threads(arguments.threads)
    folder = arguments.folder
    case = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    settings, lora = case["optimizer"], case["lora"]

    base = transformers.AutoModelForCausalLM.from_pretrained(folder, dtype=getattr(torch, arguments.dtype))
    base.config.use_cache = False
    model = peft.get_peft_model(
        base,
        peft.LoraConfig(
            r=lora["rank"], lora_alpha=lora["alpha"], target_modules="all-linear", task_type="CAUSAL_LM"
        ),
    )
    adapters = load_file(folder / "lora.safetensors")
    peft.set_peft_model_state_dict(model, {f"base_model.model.{name}": each for name, each in adapters.items()})
    trained = [each for each in model.parameters() if each.requires_grad]
    count = sum(each.numel() for each in trained)
    given = sum(each.numel() for each in adapters.values())
    if count != given:
        raise ValueError(f"adapters: expected {count} numbers, got {given}")
    optimizer = torch.optim.AdamW(
        trained,
        lr=settings["learningRate"],
        betas=(settings["beta1"], settings["beta2"]),
        eps=settings["epsilon"],
        weight_decay=settings["weightDecay"],
        fused=True,
    )
    data = load_file(folder / "data.safetensors")
    ids, targets = data["ids"].long(), data["targets"].long()
    model.train()

    def step() -> float:
        optimizer.zero_grad(set_to_none=True)
        # labels that are shifted already, so that the loss is over the given targets
        loss = model(input_ids=ids, labels=ids, shift_labels=targets).loss
        loss.backward()
        optimizer.step()
        return loss.item()

    def answer(value: dict) -> None:
        print(json.dumps(value), flush=True)

    versions = f"PyTorch {torch.__version__}, PEFT {peft.__version__}, transformers {transformers.__version__}"
    answer({"name": versions, "threads": torch.get_num_threads(), "trained": count})
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
