"""The register of places of NTT and its search; `README.md` beside this says where the names come from."""

from content.places.codes import Level
from content.places.register import Place, Register
from content.places.search import Candidate, PlaceMatch, search

__all__ = ["Candidate", "Level", "Place", "PlaceMatch", "Register", "search"]
