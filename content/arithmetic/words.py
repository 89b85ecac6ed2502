"""The words of press releases by which numbers are read: how they are written, what they count, how they are hedged.

Data, and nothing else. What a number counts decides what it may be compared with.
"""

from __future__ import annotations

from typing import Final


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())


def with_nya(text: str) -> frozenset[str]:
    """The words, and each with "nya" behind it."""
    return frozenset(form for word in text.split() for form in (word, f"{word}nya"))


def phrase_list(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases divided by strokes, the longest first."""
    found = (tuple(phrase.split()) for phrase in text.split("|"))
    return tuple(sorted(found, key=len, reverse=True))


# How a number is written

SCALES: Final = {
    **dict.fromkeys(("ribu", "rb", "ribuan"), 10**3),
    **dict.fromkeys(("juta", "jt", "jutaan"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "milliar", "milyard", "miliard"), 10**9),
    **dict.fromkeys(("triliun", "trilyun", "trilliun", "triliyun"), 10**12),
}
SHORT_SCALES: Final = {"M": 10**9, "T": 10**12}  # as written: m is a metre
ONES: Final = word_set("satu dua tiga empat lima enam tujuh delapan sembilan")
NUMERALS: Final = ONES | word_set(
    "sebelas sepuluh seratus seribu sejuta belas puluh ratus ribu juta miliar milyar triliun"
)
PERCENT: Final = word_set("% persen prosen pct percent")
POINTS: Final = word_set("poin point points")
CURRENCY: Final = word_set("rp idr")
FOREIGN: Final = word_set("rm usd myr sgd hkd us $ € £ ringgit dolar dollar")
FOLD: Final = word_set("lipat")

# What a number counts

PEOPLE: Final = word_set(
    """
    orang org jiwa pmi cpmi tki ctki pekerja peserta pengirim penerima calon migran keluarga perempuan wanita laki-laki
    laki lelaki pria warga siswa siswi mahasiswa pelajar jenazah korban anak pemuda lulusan penumpang pelamar
    pendaftar deportan tenaga karyawan pegawai petugas fasilitator kader alumni purna perawat nelayan petani guru dosen
    masyarakat penduduk ibu bapak remaja personel lansia art penempatan
    """
)
CASES: Final = word_set("kasus pengaduan aduan laporan perkara")
VILLAGES: Final = word_set("desa kelurahan")
COUNTED: Final = word_set(
    """
    kabupaten kecamatan kota provinsi negara daerah wilayah lokasi titik sekolah perusahaan dokumen kegiatan sesi unit
    paket kelompok lembaga berkas bidang jenis skema komunitas kampus gereja paroki balai pos loket izin penerbangan
    kapal rumah puskesmas program perjanjian usaha umkm koperasi buku eksemplar surat sertifikat visa paspor
    """
)
NO_NOUN: Final = word_set(
    """
    yang dari di pada dan atau untuk dengan ke oleh telah sudah berhasil adalah ini itu tersebut dalam serta sedangkan
    sementara hingga sampai per saat antara menjadi naik turun lebih lagi saja di-antaranya sebagai karena agar bila
    """
)
# Behind a number: lengths, hours and turns are no figures of a release.
MEASURES: Final = word_set(
    """
    tahun bulan hari minggu pekan jam menit detik wita wib wit km kilometer meter m hektare hektar ha kg kilogram ton
    gram liter derajat cm mm jp sks halaman lembar kali x am pm abad tanggal dekade kilogramnya tahunan bulanan harian
    """
)

# Before a number: it is a name, an address or a rank

NAMED_BY: Final = word_set(
    """
    pasal ayat nomor nomer no uu pp perpres permen permenaker perda pergub perbup perban inpres kepmen keppres huruf
    butir bab lampiran halaman hal surat rt rw km blok kavling kav gang lantai jalan jl angkatan gelombang tahap batch
    kelas peringkat urutan ranking rangking juara edisi versi seri triwulan semester kuartal tw kode id nik nip rekening
    rek wa whatsapp hp telp telepon tlp tel fax faks ext hut dirgahayu usia umur berusia berumur covid golongan eselon
    pukul pkl jam tanggal tgl undang-undang peraturan angka poin episode terminal gate ruang kamar ke bus gerbong
    """
)
SMALL_NAMES: Final = word_set("angka poin ke ruang hal km")  # names only of small numbers with no noun behind
TIMES_OF_DAY: Final = word_set("pukul pkl jam")
LAWS: Final = word_set("uu pp perpres permen permenaker perda pergub perbup peraturan undang-undang nomor no keputusan")
OPENERS: Final = word_set(". : ( + - , – #")

# How sure a number is

ABOVE: Final = phrase_list("lebih dari|di atas|diatas|melebihi|lebih besar dari|melampaui|melewati|lebih")
BELOW: Final = phrase_list("kurang dari|di bawah|dibawah|tidak sampai|tak sampai|belum sampai|belum mencapai")
AT_LEAST: Final = phrase_list(
    "tidak kurang dari|tak kurang dari|minimal|paling sedikit|setidaknya|sedikitnya|sekurang-kurangnya|setidak-tidaknya"
    "|sekurangnya|paling kurang|minimum"
)
AT_MOST: Final = phrase_list("tidak lebih dari|tak lebih dari|maksimal|paling banyak|sebanyak-banyaknya|maksimum")
NEARLY: Final = phrase_list("hampir|nyaris|mendekati|hampir mencapai")
ABOUT: Final = phrase_list("sekitar|kira-kira|kurang lebih|lebih kurang|sekira|berkisar|kisaran|rata-rata|±|di kisaran")
MORE_THAN: Final = word_set("tinggi banyak besar")
LESS_THAN: Final = word_set("rendah sedikit kecil")  # "lebih tinggi" is no hedge
HEDGES: Final = word_set("mencapai sebanyak sebesar sejumlah sampai senilai hingga")  # behind "lebih dari"
UNTIL: Final = word_set("sampai hingga s.d. s/d sd")
DASHES: Final = word_set("- – — ~")

# Where a point ends no sentence

ABBREVIATIONS: Final = word_set(
    """
    rp no nomor jl jln dr drs dra ir h hj prof tn ny sdr kab kec kel kep st sh se si sos mm ma pd kom hum ag th s.d sd
    dkk dll dsb a.n an u.p tgl telp tlp hlm hal vol ttd bpk pt cv ud ps pdt rm pkl
    """
)
