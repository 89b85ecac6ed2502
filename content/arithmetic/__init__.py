"""The arithmetic of press releases: what follows from the numbers of a text, and what does not."""

from content.arithmetic.checking import check
from content.arithmetic.findings import Checked, Finding, Known

__all__ = ["Checked", "Finding", "Known", "check"]
