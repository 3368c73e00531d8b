"""Writes packages/moe/fixtures/gguf: blocks of every type with what gguf dequantises them to, and two tiny GGUF files.

    pip install -r requirements.txt
    python reference/gguf/make_gguf_goldens.py [--seed N] [--out FOLDER]

blocks.json: per type random blocks and their float32 weights, both in base64. tiny-qwen2.gguf, tiny-llama.gguf: random models
of two layers whose tensors have all types between them, with the tokenizers of fixtures/tokenizers; tiny.weights.json: the
SHA-256 of each of their tensors, dequantised. What llama.cpp computes with them: make-llama-cpp-goldens.ts.
"""

import argparse
import base64
import hashlib
import json
from pathlib import Path

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFReader, GGUFWriter, TokenType
from gguf.quants import dequantize, quantize

FIXTURES = Path(__file__).resolve().parents[2] / "packages" / "moe" / "fixtures"
T = GGMLQuantizationType
SIMPLE = [T.Q4_0, T.Q4_1, T.Q5_0, T.Q5_1, T.Q8_0]
K_BLOCKS = {T.Q4_K: [0, 2], T.Q5_K: [0, 2], T.Q6_K: [208]}  # places of the half-precision scales
PLAIN = [T.F32, T.F16, T.BF16]
WIDTH, HEADS, KV_HEADS, HEAD_WIDTH, FF, LAYERS = 32, 4, 2, 8, 256, 2


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--out", type=Path, default=FIXTURES / "gguf")
    arguments = parser.parse_args()
    arguments.out.mkdir(exist_ok=True, parents=True)
    random = np.random.default_rng(arguments.seed)
    blocks = {}
    for kind in [*SIMPLE, *K_BLOCKS, *PLAIN]:
        data = random_blocks(random, kind, 1, 256)
        blocks[kind.name] = {"blocks": text(data), "weights": text(dequantize(data, kind))}
    write(arguments.out / "blocks.json", blocks)
    digests = {}
    for name, make in {"tiny-qwen2": tiny_qwen2, "tiny-llama": tiny_llama}.items():
        path = arguments.out / f"{name}.gguf"
        make(path, random)
        digests[name] = {
            tensor.name: hashlib.sha256(
                np.ascontiguousarray(dequantize(tensor.data, tensor.tensor_type), np.float32).tobytes()
            ).hexdigest()
            for tensor in GGUFReader(path).tensors
        }
    write(arguments.out / "tiny.weights.json", digests)


def random_blocks(random: np.random.Generator, kind: T, rows: int, columns: int, scale=0.2) -> np.ndarray:
    """Random weights in a type; blocks of 256 have random bytes, and scales of a fitting size."""
    if kind not in K_BLOCKS:
        return quantize(random.normal(0, scale, (rows, columns)).astype(np.float32), kind)
    size, length = GGML_QUANT_SIZES[kind]
    blocks = random.integers(0, 256, (rows, columns // size, length), dtype=np.uint8)
    # the largest weight is about scale · 63 · 15 for Q4_K, scale · 127 · 32 for Q6_K
    step = scale / (2000 if kind == T.Q6_K else 400)
    for place in K_BLOCKS[kind]:
        halves = random.uniform(step / 2, step, (rows, columns // size)).astype(np.float16)
        blocks[..., place : place + 2] = halves[..., None].view(np.uint8)
    return blocks.reshape(rows, -1)


def tiny_qwen2(path: Path, random: np.random.Generator) -> None:
    """Tied embedding, biases of queries, keys and values."""
    writer = open_model(path, "qwen2", {"freq_base": 1_000_000.0, "eps": 1e-6})
    add_tokenizer(writer, "qwen2", "qwen2")
    add_tensor(writer, "token_embd.weight", random_blocks(random, T.Q8_0, VOCABULARY, WIDTH, 0.5), T.Q8_0)
    add_layers(
        writer,
        random,
        {"attn_q": T.Q5_0, "attn_k": T.Q4_0, "attn_v": T.Q8_0, "attn_output": T.Q4_1},
        [{"gate": T.Q5_1, "up": T.Q4_0, "down": T.Q4_K}, {"gate": T.F16, "up": T.BF16, "down": T.Q6_K}],
        biases=True,
    )
    close(writer)


def tiny_llama(path: Path, random: np.random.Generator) -> None:
    """A head of its own, rows of queries and keys in llama.cpp's order, the frequencies of Llama 3."""
    writer = open_model(path, "llama", {"freq_base": 500_000.0, "eps": 1e-5})
    writer.add_rope_dimension_count(HEAD_WIDTH)
    writer.add_vocab_size(VOCABULARY)
    add_tokenizer(writer, "llama3", "llama-bpe")
    add_tensor(writer, "token_embd.weight", random_blocks(random, T.Q4_1, VOCABULARY, WIDTH, 0.5), T.Q4_1)
    add_tensor(writer, "output.weight", random_blocks(random, T.Q8_0, VOCABULARY, WIDTH, 0.5), T.Q8_0)
    add_tensor(writer, "rope_freqs.weight", llama3_factors(500_000.0, 32.0), T.F32)
    add_layers(
        writer,
        random,
        {"attn_q": T.Q8_0, "attn_k": T.F32, "attn_v": T.Q5_1, "attn_output": T.F16},
        [{"gate": T.Q8_0, "up": T.F16, "down": T.Q5_K}, {"gate": T.Q4_0, "up": T.F32, "down": T.Q4_K}],
        biases=False,
    )
    close(writer)


def llama3_factors(theta: float, factor: float) -> np.ndarray:
    """As `LlamaModel.generate_extra_tensors` of llama.cpp's converter."""
    low, high, original = 1.0, 4.0, 8192
    frequencies = 1.0 / (theta ** (np.arange(0, HEAD_WIDTH, 2, dtype=np.float32) / HEAD_WIDTH))
    factors = []
    for frequency in frequencies:
        wavelength = 2 * np.pi / frequency
        if wavelength < original / high:
            factors.append(1)
        elif wavelength > original / low:
            factors.append(factor)
        else:
            smooth = (original / wavelength - low) / (high - low)
            factors.append(1 / ((1 - smooth) / factor + smooth))
    return np.array(factors, dtype=np.float32)


VOCABULARY = 648


def open_model(path: Path, architecture: str, numbers: dict[str, float]) -> GGUFWriter:
    writer = GGUFWriter(path, architecture)
    writer.add_name(f"tiny {architecture}")
    writer.add_context_length(4096)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FF)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(numbers["freq_base"])
    writer.add_layer_norm_rms_eps(numbers["eps"])
    return writer


def add_tokenizer(writer: GGUFWriter, style: str, pre: str) -> None:
    """The tokenizer of a fixture, its vocabulary filled up with unused tokens."""
    tokenizer = json.loads((FIXTURES / "tokenizers" / f"{style}.tokenizer.json").read_text())
    tokens = {id: (token, TokenType.NORMAL) for token, id in tokenizer["model"]["vocab"].items()}
    for added in tokenizer["added_tokens"]:
        tokens[added["id"]] = (added["content"], TokenType.CONTROL)
    rows = [tokens.get(id, (f"[PAD{id}]", TokenType.UNUSED)) for id in range(VOCABULARY)]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(pre)
    writer.add_token_list([token for token, _ in rows])
    writer.add_token_types([kind for _, kind in rows])
    writer.add_token_merges([" ".join(merge) for merge in tokenizer["model"]["merges"]])
    ids = {added["content"]: added["id"] for added in tokenizer["added_tokens"]}
    writer.add_bos_token_id(min(ids.values()))
    writer.add_eos_token_id(max(ids.values()))
    writer.add_chat_template("{% for message in messages %}{{ message.content }}{% endfor %}")


def add_layers(writer, random, attention: dict[str, T], forward: list[dict[str, T]], biases: bool) -> None:
    rows = {"attn_q": HEADS * HEAD_WIDTH, "attn_k": KV_HEADS * HEAD_WIDTH, "attn_v": KV_HEADS * HEAD_WIDTH}
    for layer in range(LAYERS):
        for name in ["attn_norm", "ffn_norm"]:
            norm = random.normal(1, 0.1, WIDTH).astype(np.float32)
            add_tensor(writer, f"blk.{layer}.{name}.weight", norm, T.F32)
        for name, kind in attention.items():
            height = rows.get(name, WIDTH)
            add_tensor(writer, f"blk.{layer}.{name}.weight", random_blocks(random, kind, height, WIDTH), kind)
            if biases and name in rows:
                bias = random.normal(0, 0.1, height).astype(np.float32)
                add_tensor(writer, f"blk.{layer}.{name}.bias", bias, T.F32)
        for name, kind in forward[layer].items():
            shape = (WIDTH, FF) if name == "down" else (FF, WIDTH)
            data = random_blocks(random, kind, *shape, 0.1)
            add_tensor(writer, f"blk.{layer}.ffn_{name}.weight", data, kind)
    add_tensor(writer, "output_norm.weight", random.normal(1, 0.1, WIDTH).astype(np.float32), T.F32)


def add_tensor(writer: GGUFWriter, name: str, data: np.ndarray, kind: T) -> None:
    if kind == T.F32:
        writer.add_tensor(name, data.astype(np.float32))
    elif kind == T.F16:
        writer.add_tensor(name, data.view(np.float16) if data.dtype == np.uint8 else data.astype(np.float16))
    else:
        writer.add_tensor(name, data, raw_dtype=kind)


def close(writer: GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def text(data: np.ndarray) -> str:
    return base64.b64encode(np.ascontiguousarray(data).tobytes()).decode()


def write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
