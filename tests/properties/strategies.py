"""What the properties draw from."""

from hypothesis import strategies as st

# What a message can be: any text up to Telegram's limit, bent towards what the parsers look for.
WORDS = """
l p laki perempuan orang total peserta 2 10 35 1.200 1,960 0 ribu - / . , : = + dan
hari ini kemarin tgl tanggal 3 31 29 2 2026 26 mei feb februari 00 2026-02-29 12/13
2025 semester triwulan tw kuartal ke-2 ii iv satu 1 penempatan sosialisasi desa
oinlasi nifukani 53.02.07.2015 kec. kab. tts tatap muka daring online <b> &amp; \0
"""
any_text = st.text(max_size=200) | st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join)


def utf16(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2
