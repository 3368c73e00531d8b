"""Writes packages/moe/fixtures/bases: tiny random models and the logits that transformers computes with them.

    pip install -r requirements.txt
    python reference/bases/make_base_goldens.py [--seed N] [--out FOLDER]

One folder per model as the Hub has them (config.json, safetensors) with golden.json (cases: the
whole config.json of the case, token ids, mask, positions) and golden.safetensors (per case the
logits, and the hidden states where asked for). Weights are stored in the dtype named here and
computed with in float32, eager attention. Weights are large enough that every part of a block
shows in the logits.
"""

import argparse
import json
import os
import tempfile
from pathlib import Path

import torch
from safetensors.torch import save_file
from transformers import AutoConfig, AutoModelForCausalLM

REPOSITORY = Path(__file__).resolve().parents[2]
VOCABULARY = 128

SMALL = {
    "hidden_act": "silu",
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 64,
    "rms_norm_eps": 1e-6,
    "vocab_size": VOCABULARY,
}
QWEN2 = {"architectures": ["Qwen2ForCausalLM"], "model_type": "qwen2", **SMALL}
LLAMA = {"architectures": ["LlamaForCausalLM"], "model_type": "llama", **SMALL}
LLAMA3_SCALING = {
    "factor": 8.0,
    "high_freq_factor": 4.0,
    "low_freq_factor": 1.0,
    "original_max_position_embeddings": 16,
    "rope_type": "llama3",
}
YARN = {"factor": 4.0, "original_max_position_embeddings": 16}

# name: config.json, dtype on disk, largest shard, and the cases by name: (config changes, batch)
MODELS = {
    "qwen2-tied-bf16": (
        QWEN2
        | {
            "rope_theta": 1000000.0,
            "sliding_window": 32768,
            "max_window_layers": 28,
            "use_sliding_window": False,
            "tie_word_embeddings": True,
            "torch_dtype": "bfloat16",
        },
        torch.bfloat16,
        "1GB",
        {
            "plain": ({}, {"hidden": True}),
            "padded": ({}, {"lengths": [16, 9]}),
            "packed positions": ({}, {"positions": [[*range(16)], [*range(5), *range(11)]]}),
            "yarn": ({"rope_scaling": {"type": "yarn", **YARN}}, {"length": 40}),
            "window from layer 1": (
                {"use_sliding_window": True, "sliding_window": 5, "max_window_layers": 1},
                {},
            ),
            "window in layer 0": (
                {
                    "use_sliding_window": True,
                    "sliding_window": 5,
                    "layer_types": ["sliding_attention", "full_attention"],
                },
                {},
            ),
        },
    ),
    "qwen2-sharded": (
        QWEN2 | {"rope_theta": 1000000.0, "tie_word_embeddings": False},
        torch.float32,
        "40KB",
        {
            "plain": ({}, {}),
            "yarn, all options": (
                {
                    "rope_parameters": {
                        "rope_type": "yarn",
                        "rope_theta": 5000.0,
                        **YARN,
                        "beta_fast": 4.0,
                        "beta_slow": 0.5,
                        "mscale": 1.5,
                        "mscale_all_dim": 0.7,
                        "truncate": False,
                    }
                },
                {"length": 24},
            ),
            "yarn, attention factor": (
                {
                    "rope_parameters": {
                        "rope_type": "yarn",
                        "rope_theta": 10000.0,
                        **YARN,
                        "attention_factor": 1.7,
                    }
                },
                {"length": 24},
            ),
        },
    ),
    "llama3": (
        LLAMA
        | {
            "attention_bias": True,
            "mlp_bias": True,
            "head_dim": 16,
            "rms_norm_eps": 1e-5,
            "rope_theta": 500000.0,
            "rope_scaling": LLAMA3_SCALING,
            "tie_word_embeddings": False,
        },
        torch.float32,
        "1GB",
        {
            "beyond the original context": ({}, {"length": 40}),
            "padded": ({}, {"lengths": [7, 16]}),
            "far positions": ({}, {"positions": [[*range(9000, 9016)], [*range(100, 116)]]}),
            "rope_parameters": (
                {
                    "rope_theta": None,
                    "rope_scaling": None,
                    "rope_parameters": {**LLAMA3_SCALING, "rope_theta": 10000.0},
                },
                {"length": 24},
            ),
        },
    ),
    "mistral-fp16": (
        SMALL
        | {
            "architectures": ["MistralForCausalLM"],
            "model_type": "mistral",
            "rms_norm_eps": 1e-5,
            "rope_theta": 10000.0,
            "sliding_window": 5,
            "tie_word_embeddings": False,
        },
        torch.float16,
        "1GB",
        {
            "window shorter than the rows": ({}, {}),
            "no window": ({"sliding_window": None}, {}),
            "window of 1": ({"sliding_window": 1}, {"length": 4}),
        },
    ),
    "codellama": (
        LLAMA | {"num_key_value_heads": 4, "rope_theta": 1000000.0, "max_position_embeddings": 16},
        torch.float32,
        "1GB",
        {
            "plain": ({}, {}),
            "linear": ({"rope_scaling": {"type": "linear", "factor": 4.0}}, {"length": 40}),
            "dynamic, short": ({"rope_scaling": {"type": "dynamic", "factor": 2.0}}, {"length": 9}),
            "dynamic, long": ({"rope_scaling": {"type": "dynamic", "factor": 2.0}}, {"length": 40}),
            "dynamic, positions": (
                {"rope_scaling": {"type": "dynamic", "factor": 4.0}},
                {"positions": [[*range(30, 46)], [*range(16)]]},
            ),
        },
    ),
}


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n")


def changed(config: dict, changes: dict) -> dict:
    """The config with changes; None removes a key unless the key knows null."""
    merged = config | changes
    return {k: v for k, v in merged.items() if v is not None or k == "sliding_window"}


def random_model(folder: Path, generator: torch.Generator):
    model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(folder))
    with torch.no_grad():
        for name, weight in sorted(model.named_parameters()):
            noise = torch.randn(weight.shape, generator=generator)
            if "norm" in name:
                weight.copy_(1 + 0.3 * noise)
            elif weight.ndim == 1:
                weight.copy_(0.5 * noise)
            else:
                weight.copy_(noise / weight.shape[1] ** 0.5)
    return model


def run_case(folder: Path, config: dict, batch: dict, generator: torch.Generator):
    """The case as JSON and its tensors."""
    positions = batch.get("positions")
    length = batch.get("length", 16)
    tokens = torch.randint(VOCABULARY, (2, length), generator=generator)
    mask = torch.ones(2, length, dtype=torch.int64)
    for row, valid in enumerate(batch.get("lengths", [])):
        mask[row, valid:] = 0
    with tempfile.TemporaryDirectory() as scratch:
        write_json(Path(scratch) / "config.json", config)
        for file in folder.glob("*.safetensors*"):
            os.symlink(file.resolve(), Path(scratch) / file.name)
        model, info = AutoModelForCausalLM.from_pretrained(
            scratch, dtype=torch.float32, attn_implementation="eager", output_loading_info=True
        )
    assert not any(info.values()), info
    with torch.no_grad():
        result = model.eval()(
            input_ids=tokens,
            attention_mask=mask if "lengths" in batch else None,
            position_ids=None if positions is None else torch.tensor(positions),
            output_hidden_states=batch.get("hidden", False),
        )
    case = {"config": config, "tokens": tokens.tolist()}
    if "lengths" in batch:
        case["mask"] = mask.tolist()
    if positions is not None:
        case["positions"] = positions
    return case, {"logits": result.logits, **dict_of(result.hidden_states)}


def dict_of(hidden_states) -> dict:
    return {f"hidden.{i}": state for i, state in enumerate(hidden_states or ())}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "packages/moe/fixtures/bases")
    arguments = parser.parse_args()
    generator = torch.Generator().manual_seed(arguments.seed)
    for name, (config, dtype, shard, cases) in MODELS.items():
        folder = arguments.out / name
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.iterdir():
            old.unlink()
        write_json(folder / "config.json", config)
        model = random_model(folder, generator)
        model.to(dtype).save_pretrained(folder, max_shard_size=shard)
        (folder / "generation_config.json").unlink(missing_ok=True)
        write_json(folder / "config.json", config)
        golden, tensors = {}, {}
        for case_name, (changes, batch) in cases.items():
            golden[case_name], results = run_case(folder, changed(config, changes), batch, generator)
            for key, tensor in results.items():
                tensors[f"{case_name}/{key}"] = tensor.detach().float().contiguous().clone()
        (folder / "golden.json").write_text(json.dumps(golden, sort_keys=True) + "\n")
        save_file(tensors, folder / "golden.safetensors")


if __name__ == "__main__":
    main()
