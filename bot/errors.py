"""Errors of ours, told to the log without what people typed: messages of exceptions may repeat it."""

import traceback


def trace(error: BaseException) -> str:
    """The kind of the error and where it was raised, innermost last."""
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " > ".join(f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames)
    return f"{type(error).__name__} at {places}"
