"""Writes the decoder of Qwen2.5-0.5B's shape, with random weights, as the files that other programs read.

    python write_models.py FOLDER BITS

makes, with 4- or 8-bit blocks of 32 weights:
- FOLDER/onnx-BITS: a model folder of transformers.js. Its graph is what exports of the ONNX community have:
  GroupQueryAttention with rotation, MatMulNBits (int8 products), SkipSimplifiedLayerNormalization.
- FOLDER/model-BITS.gguf: llama.cpp's architecture qwen2 with Q4_0 or Q8_0 weights and a made-up vocabulary.

Random weights take as long as trained ones; the texts mean nothing.
"""

import json
import sys
from pathlib import Path

import gguf
import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WIDTH, LAYERS, HEADS, KV_HEADS, HEAD = 896, 24, 14, 2, 64
FEED_FORWARD, VOCABULARY = 4864, 151936
CONTEXT, THETA, EPSILON, BLOCK = 4096, 1_000_000.0, 1e-6, 32
BOS = EOS = 151643

rng = np.random.default_rng(0)


def random_blocks(rows, columns, bits):
    """Packed numbers (rows, blocks, bytes) and float32 scales (rows, blocks)."""
    blocks = columns // BLOCK
    packed = rng.integers(0, 256, (rows, blocks, BLOCK * bits // 8), dtype=np.uint8)
    return packed, np.full((rows, blocks), 0.004 if bits == 4 else 0.00025, np.float32)


def write_onnx(folder, bits):
    nodes, initializers = [], []

    def constant(name, array):
        initializers.append(numpy_helper.from_array(array, name))
        return name

    def node(op_type, inputs, outputs, domain="com.microsoft", **attributes):
        nodes.append(helper.make_node(op_type, inputs, outputs, domain=domain, **attributes))
        return outputs[0]

    def linear(name, x, rows, columns, bias=None):
        packed, scales = random_blocks(rows, columns, bits)
        inputs = [x, constant(f"{name}.packed", packed), constant(f"{name}.scales", scales)]
        shape = dict(K=columns, N=rows, bits=bits, block_size=BLOCK, accuracy_level=4)
        product = node("MatMulNBits", inputs, [f"{name}.product"], **shape)
        if bias is None:
            return product
        return node("Add", [product, constant(f"{name}.bias", bias)], [f"{name}.sum"], domain="")

    ones = np.ones(WIDTH, np.float32)
    packed, scales = random_blocks(VOCABULARY, WIDTH, bits)
    table = constant("embedding.packed", packed.reshape(VOCABULARY, -1))
    hidden = node(
        "GatherBlockQuantized",
        [table, "input_ids", constant("embedding.scales", scales)],
        ["embedding"],
        gather_axis=0, quantize_axis=1, block_size=BLOCK, bits=bits,
    )  # fmt: skip

    # Lengths from the attention mask, as onnxruntime-genai's builder makes them.
    constant("one", np.array([1], np.int64))
    constant("axis", np.array([1], np.int64))
    constant("second", np.array(1, np.int64))
    node("ReduceSum", ["attention_mask", "axis"], ["sums"], domain="", keepdims=0)
    node("Sub", ["sums", "one"], ["last"], domain="")
    node("Cast", ["last"], ["seqlens_k"], domain="", to=TensorProto.INT32)
    node("Shape", ["attention_mask"], ["mask_shape"], domain="")
    node("Gather", ["mask_shape", "second"], ["length"], domain="", axis=0)
    node("Cast", ["length"], ["total_length"], domain="", to=TensorProto.INT32)
    angles = np.arange(CONTEXT)[:, None] * THETA ** (-2 * np.arange(HEAD // 2) / HEAD)
    constant("cos", np.cos(angles).astype(np.float32))
    constant("sin", np.sin(angles).astype(np.float32))

    norm = node(
        "SimplifiedLayerNormalization",
        [hidden, constant("0.norm1", ones)],
        ["0.normed1"],
        domain="", axis=-1, epsilon=EPSILON, stash_type=1,
    )  # fmt: skip
    inputs, outputs = [], []
    for layer in range(LAYERS):
        bias = lambda size: (rng.random(size, np.float32) - 0.5) * 0.1  # noqa: E731
        q = linear(f"{layer}.q", norm, HEADS * HEAD, WIDTH, bias(HEADS * HEAD))
        k = linear(f"{layer}.k", norm, KV_HEADS * HEAD, WIDTH, bias(KV_HEADS * HEAD))
        v = linear(f"{layer}.v", norm, KV_HEADS * HEAD, WIDTH, bias(KV_HEADS * HEAD))
        past = [f"past_key_values.{layer}.key", f"past_key_values.{layer}.value"]
        present = [f"present.{layer}.key", f"present.{layer}.value"]
        attended = node(
            "GroupQueryAttention",
            [q, k, v, *past, "seqlens_k", "total_length", "cos", "sin"],
            [f"{layer}.attended", *present],
            num_heads=HEADS, kv_num_heads=KV_HEADS, scale=HEAD**-0.5, do_rotary=1,
        )  # fmt: skip
        for names, target, axis in ((past, inputs, "past"), (present, outputs, "total")):
            shape = ["batch_size", KV_HEADS, f"{axis}_sequence_length", HEAD]
            target += [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n in names]
        out = linear(f"{layer}.o", attended, WIDTH, HEADS * HEAD)
        hidden, norm = skip_norm(node, constant, [hidden, out], f"{layer}.norm2", ones)
        gate = linear(f"{layer}.gate", norm, FEED_FORWARD, WIDTH)
        up = linear(f"{layer}.up", norm, FEED_FORWARD, WIDTH)
        node("Sigmoid", [gate], [f"{layer}.sigmoid"], domain="")
        node("Mul", [gate, f"{layer}.sigmoid"], [f"{layer}.silu"], domain="")
        node("Mul", [f"{layer}.silu", up], [f"{layer}.gated"], domain="")
        down = linear(f"{layer}.down", f"{layer}.gated", WIDTH, FEED_FORWARD)
        hidden, norm = skip_norm(node, constant, [hidden, down], f"{layer + 1}.norm1", ones)
    logits = linear("lm_head", norm, VOCABULARY, WIDTH)
    node("Identity", [logits], ["logits"], domain="")

    ids = lambda name, axis: helper.make_tensor_value_info(  # noqa: E731
        name, TensorProto.INT64, ["batch_size", axis]
    )
    graph = helper.make_graph(
        nodes,
        "decoder",
        [ids("input_ids", "sequence_length"), ids("attention_mask", "total_sequence_length"), *inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch_size", "sequence_length", VOCABULARY]), *outputs],
        initializers,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9)
    (folder / "onnx").mkdir(parents=True, exist_ok=True)
    onnx.save(model, folder / "onnx" / ("model_q4.onnx" if bits == 4 else "model_quantized.onnx"))
    config = dict(
        model_type="qwen2", architectures=["Qwen2ForCausalLM"], hidden_size=WIDTH,
        num_hidden_layers=LAYERS, num_attention_heads=HEADS, num_key_value_heads=KV_HEADS,
        intermediate_size=FEED_FORWARD, vocab_size=VOCABULARY, max_position_embeddings=CONTEXT,
        rope_theta=THETA, rms_norm_eps=EPSILON, tie_word_embeddings=True, hidden_act="silu",
        bos_token_id=BOS, eos_token_id=EOS,
    )  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "generation_config.json").write_text(json.dumps(dict(bos_token_id=BOS, eos_token_id=EOS)))


def skip_norm(node, constant, residual, name, weight):
    """The residual sum and its normalisation: (sum, normalised)."""
    outputs = [f"{name}.normed", "", "", f"{name}.sum"]
    inputs = [*residual, constant(name, weight)]
    node("SkipSimplifiedLayerNormalization", inputs, outputs, epsilon=EPSILON)
    return outputs[3], outputs[0]


def write_gguf(path, bits):
    kind = gguf.GGMLQuantizationType.Q4_0 if bits == 4 else gguf.GGMLQuantizationType.Q8_0
    writer = gguf.GGUFWriter(path, "qwen2")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_rope_freq_base(THETA)
    writer.add_layer_norm_rms_eps(EPSILON)
    writer.add_file_type(2 if bits == 4 else 7)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("qwen2")
    writer.add_token_list([f"<{index}>".encode() for index in range(VOCABULARY)])
    writer.add_token_types([gguf.TokenType.NORMAL] * VOCABULARY)
    writer.add_token_merges(["< 0"])
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)

    def quantised(name, rows, columns):
        packed, scales = random_blocks(rows, columns, bits)
        half = scales.astype(np.float16)[..., None].view(np.uint8).reshape(rows, -1, 2)
        data = np.concatenate([half, packed], axis=2).reshape(rows, -1)
        writer.add_tensor(name, data, raw_dtype=kind)

    quantised("token_embd.weight", VOCABULARY, WIDTH)
    ones = np.ones(WIDTH, np.float32)
    writer.add_tensor("output_norm.weight", ones)
    for layer in range(LAYERS):
        at = f"blk.{layer}."
        writer.add_tensor(at + "attn_norm.weight", ones)
        writer.add_tensor(at + "ffn_norm.weight", ones)
        for part, size in (("q", HEADS * HEAD), ("k", KV_HEADS * HEAD), ("v", KV_HEADS * HEAD)):
            quantised(f"{at}attn_{part}.weight", size, WIDTH)
            writer.add_tensor(f"{at}attn_{part}.bias", (rng.random(size, np.float32) - 0.5) * 0.1)
        quantised(at + "attn_output.weight", WIDTH, HEADS * HEAD)
        quantised(at + "ffn_gate.weight", FEED_FORWARD, WIDTH)
        quantised(at + "ffn_up.weight", FEED_FORWARD, WIDTH)
        quantised(at + "ffn_down.weight", WIDTH, FEED_FORWARD)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


if __name__ == "__main__":
    target, width = Path(sys.argv[1]), int(sys.argv[2])
    write_onnx(target / f"onnx-{width}", width)
    write_gguf(target / f"model-{width}.gguf", width)
