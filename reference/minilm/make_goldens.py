"""Writes the golden numbers of packages/model-minilm/goldens with PyTorch and transformers.

    pip install -r requirements.txt
    python reference/minilm/make_goldens.py

hidden-states.json: last hidden states and sentence embeddings of the fp32 model of the source
package (eager attention, float32, CPU), and last hidden states of the fp16 weights that this
repository ships, widened to fp32. Tensors are base64 of little-endian float32, row-major.

token-ids.json: word-piece ids of the source package's tokenizer, special tokens included.
"""

import base64
import json
from pathlib import Path

import numpy as np
import torch
import transformers
from transformers import AutoTokenizer, BertModel

from convert import REPOSITORY, source_folder
from corpus import TEXTS, TOKENIZER_TEXTS, WORD_SENTENCES

PACKAGE = REPOSITORY / "packages/model-minilm"
# Texts whose hidden states of the shipped weights are kept too.
NUM_SHIPPED = 3


def pack(tensor: torch.Tensor) -> str:
    return base64.b64encode(tensor.numpy().astype("<f4").tobytes()).decode("ascii")


def load(folder: Path) -> BertModel:
    model = BertModel.from_pretrained(
        folder, dtype=torch.float32, add_pooling_layer=False, attn_implementation="eager"
    )
    return model.eval()


def write_json(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=True, indent=1) + "\n", encoding="utf-8")


@torch.inference_mode()
def main() -> None:
    tokenizer = AutoTokenizer.from_pretrained(source_folder())
    source, shipped = load(source_folder()), load(PACKAGE / "weights")

    texts = []
    for index, text in enumerate(TEXTS):
        encoded = tokenizer(text, return_tensors="pt")
        hidden = source(**encoded).last_hidden_state[0]  # (T, D)
        half = shipped(**encoded).last_hidden_state[0]  # (T, D)
        embedding = torch.nn.functional.normalize(hidden.mean(dim=0), dim=0)  # (D)
        record = {
            "text": text,
            "ids": encoded["input_ids"][0].tolist(),
            "sourceHidden": pack(hidden),
            "sourceEmbedding": pack(embedding),
        }
        if index < NUM_SHIPPED:
            record["shippedHidden"] = pack(half)
        texts.append(record)
        print(f"{len(record['ids'])} pieces, fp16 storage moves a value by at most {(hidden - half).abs().max():.2e}")

    sentences = []
    for words in WORD_SENTENCES:
        encoded = tokenizer(words, is_split_into_words=True, return_tensors="pt")
        word_ids = np.array([-1 if word is None else word for word in encoded.word_ids()])
        hidden = source(**encoded).last_hidden_state[0]
        means = [hidden[torch.from_numpy(word_ids == word)].mean(dim=0) for word in range(len(words))]
        sentences.append(
            {"words": words, "ids": encoded["input_ids"][0].tolist(), "sourceWords": pack(torch.stack(means))}
        )

    versions = {"torch": torch.__version__, "transformers": transformers.__version__}
    write_json(
        PACKAGE / "goldens/hidden-states.json",
        {"versions": versions, "texts": texts, "sentences": sentences},
    )
    write_json(
        PACKAGE / "goldens/token-ids.json",
        {
            "versions": versions,
            "texts": [{"text": text, "ids": tokenizer(text)["input_ids"]} for text in TOKENIZER_TEXTS],
        },
    )


if __name__ == "__main__":
    main()
