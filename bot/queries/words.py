"""The words around what staff ask and enter: spellings, words that say nothing by themselves, names of levels.

Each word is listed in the one form readers know it by; indicators, their parts and places bring their own words.
"""

from __future__ import annotations

from typing import Final

from content.periods import MONTHS


def _ways(lines: str) -> dict[str, str]:
    """Each line: the plain word, then the ways it is typed."""
    return {way: plain for plain, *ways in map(str.split, lines.strip().splitlines()) for way in ways}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_FULL_NAMES: Final = tuple({number: name for name, number in reversed(MONTHS.items())}.values())[::-1]
MONTH_NUMBERS: Final = {name: number for number, name in enumerate(_FULL_NAMES, start=1)}

# One meaning each, however it is typed. "des" is left out: it is a month, and it announces a village.
SPELLINGS: Final = {
    **{name: _FULL_NAMES[number - 1] for name, number in MONTHS.items() if name != "des"},
    **_ways("""
agustus ags agust agus agts
februari peb febr
november novem nopem
september septem
desember desem
januari janu
tahun thn th taon taong year
bulan bln bulang month
minggu mgg mggu pekan week
hari hr hri day
triwulan tw trw triw twl trwln kuartal kwartal quarter q
semester smt sem smstr smester
tanggal tgl tggl tgal tangal
ini this
lalu last
kemarin kemaren kmrn kmren kmarin kmaren kamaren yesterday
sekarang skrg skrang skarang sakarang now
sejak sjk since
sampai sampe smp smpai until
hingga hngga
tiap setiap stiap each every
kabupaten kab kabp regency regencies
kecamatan kec kcmtn kecm district districts
kelurahan kel klrhn
desa ds dsa village villages
provinsi prov propinsi province seprovinsi
ntt sentt
dan deng dgn dng and
yang yg
menurut mnrt
diketahui dketahui known
berubah brubah barubah berobah barobah perubahan changed changes
kenapa knp knapa mengapa why
apa apakah what
antara antr between
dari dr from
target targetnya
orang org orng people
"""),
}

# Read and passed over. Whatever could change what is asked ("tanpa", "bukan", "naik") must never stand here.
FILLERS: Final = _set("""
    achievement achievements ada adakah adalah admin aku amount and angka any are bagaimana bantu barapa berapa
    berapakah beta bgmn bisa boleh bos brapa brapakah brp bu buat capaian capaiannya cek coba dalam dan
    dapat data datanya dengan detail di ditampilkan dong during figure figures for get gimana give gmn halo
    hasil hasilnya how ikut in indikator info informasi itu jml jmlh jumlah jumlahnya kak kaka kakak kami kasi
    kasih katong ketong kinerja kita lai laporan liat lihat many mau me melalui mengikuti minta mohon much nah
    nih number numbers of oke on pada pak para pd periode please pls progres pung punya realisasi realisasinya
    realization rekap sa saja saya sdh selama seluruh semua sepanjang show sih su sudah tahun tampil tampilan
    tampilin tampilkan tentang terkait the tlg tlong tolong total totalnya tunjukan tunjukkan untuk update utk
    via wilayah ya yang
    """)
POLITE: Final = r"selamat (?:pagi|siang|sore|malam)|(?:terima|trima) ?kasih?|tarima kasi|makasih?|apa saja|apa sa"
# Passed over only beside an indicator: alone they ask for something we would have to guess.
BESIDE_INDICATOR: Final = _set("target pmi cpmi tki orang jiwa peserta rincian breakdown")
WITHOUT_PERIOD: Final = frozenset({"sekarang"})  # passed over only where no period is named
COMPARED: Final = _set("vs versus dibanding dibandingkan bandingkan banding lawan compared")
BY: Final = _set("per tiap menurut berdasarkan by")
EVERY: Final = rf"(?:(?:{'|'.join(sorted(BY))}|masing - masing) )+"  # what announces a breakdown
ROLES: Final = _set(
    "sejak mulai sampai hingga sd antara dari akhir awal diketahui seperti sebagaimana tanggal berjalan lalu kemarin "
    "hari minggu bulan tahun triwulan semester ini anggaran to up as"
)
OF_CHANGES: Final = frozenset({"berubah", "kenapa", "apa"})

LEVEL_WORDS: Final = {
    "kabupaten": "regency",
    "kota": "regency",
    "kecamatan": "district",
    "desa": "village",
    "kelurahan": "village",
}
MARKERS: Final = frozenset({*LEVEL_WORDS, "provinsi"})
# What a dimension is called besides its name.
DIMENSION_WORDS: Final = {
    "gender": "sex",
    "kelamin": "sex",
    "jk": "sex",
    "metode": "mode",
    "sektor": "sector",
    "bank": "channel",
    "lembaga": "partner",
}
# What nothing is broken down by.
NO_BREAKDOWN: Final = _set("tahun hari minggu triwulan semester provinsi")

GRAMMAR: Final = frozenset(
    {
        *SPELLINGS.values(),
        *FILLERS,
        *BESIDE_INDICATOR,
        *COMPARED,
        *WITHOUT_PERIOD,
        *BY,
        *ROLES,
        *OF_CHANGES,
        *MARKERS,
        *NO_BREAKDOWN,
        *_set("bulanan kumulatif akumulasi miliar juta ribu triliun rupiah"),
    }
)
# Places of their own; what comes near is looked for among all places.
NEVER_A_SLIP_OF: Final = frozenset({"kupang", "maumere"})
# Words of their own, one slip from a word we know: never taken for it.
NEVER_A_SLIP: Final = _set("""
    acuan ajuan akhiri angkasa angkat antar bandang banting batal belum berada berapi berasa berbuah berulah
    berupa bidan bukan bulat bulatan daging darah darling dating dengar dering ditanya gagal hostel jenius kamus
    kanton kantong kaus kecuali kemari kontak kontras kuping kurang langsing menurun mereka minat mulia naik
    negara negri ngeri pelatih pengadaan pengajuan pengakuan perangkat polsek protes proves provisi sajak sakit
    sampah sampan sarang sekurang selain semula sesama setor states tahan tampik tanda tangga tanggap tanpa
    tenang tendang tidak tindak tinggal todong tunggal turun worked
    """)
