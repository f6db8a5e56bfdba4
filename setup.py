"""The folders stay at the top of the repository; they are imported as ``hotseat.<folder>``."""

from setuptools import find_packages, setup

TOPS = ("cli", "tui", "plain", "front", "review", "voices", "interview", "reference", "kernels", "question_bank")

setup(
    packages=["hotseat", *(f"hotseat.{p}" for t in TOPS for p in (t, *(f"{t}.{s}" for s in find_packages(t))))],
    package_dir={"hotseat": "hotseat", **{f"hotseat.{t}": t for t in TOPS}},
)
