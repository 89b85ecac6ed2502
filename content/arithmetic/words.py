"""The words of press releases that say what a number is: data, and nothing else.

Each class stands once. What a number counts decides what it may be compared with; what stands before or behind it
decides what it is to its neighbours.
"""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
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
ONES: Final = _words("satu dua tiga empat lima enam tujuh delapan sembilan")
NUMERALS: Final = ONES | _words(
    "sebelas sepuluh seratus seribu sejuta belas puluh ratus ribu juta miliar milyar triliun"
)
PERCENT: Final = _words("% persen prosen pct percent")
POINTS: Final = _words("poin point points")
CURRENCY: Final = _words("rp idr")
FOREIGN: Final = _words("rm usd myr sgd hkd us $ € £ ringgit dolar dollar")
FOLD: Final = _words("lipat")

# What a number counts

PEOPLE: Final = _words(
    """
    orang org jiwa pmi cpmi tki ctki pekerja peserta pengirim penerima calon migran keluarga perempuan wanita laki-laki
    laki lelaki pria warga siswa siswi mahasiswa pelajar jenazah korban anak pemuda lulusan penumpang pelamar
    pendaftar deportan tenaga karyawan pegawai petugas fasilitator kader alumni purna perawat nelayan petani guru dosen
    masyarakat penduduk ibu bapak remaja personel lansia art penempatan
    """
)
CASES: Final = _words("kasus pengaduan aduan laporan perkara")
VILLAGES: Final = _words("desa kelurahan")
COUNTED: Final = _words(
    """
    kabupaten kecamatan kota provinsi negara daerah wilayah lokasi titik sekolah perusahaan dokumen kegiatan sesi unit
    paket kelompok lembaga berkas bidang jenis skema komunitas kampus gereja paroki balai pos loket izin penerbangan
    kapal rumah puskesmas program perjanjian usaha umkm koperasi buku eksemplar surat sertifikat visa paspor
    """
)
NO_NOUN: Final = _words(
    """
    yang dari di pada dan atau untuk dengan ke oleh telah sudah berhasil adalah ini itu tersebut dalam serta sedangkan
    sementara hingga sampai per saat antara menjadi naik turun lebih lagi saja di-antaranya sebagai karena agar bila
    """
)
# Behind a number: lengths, hours and turns are no figures of a release.
MEASURES: Final = _words(
    """
    tahun bulan hari minggu pekan jam menit detik wita wib wit km kilometer meter m hektare hektar ha kg kilogram ton
    gram liter derajat cm mm jp sks halaman lembar kali x am pm abad tanggal dekade kilogramnya tahunan bulanan harian
    """
)

# Before a number: it is a name, an address or a rank

NAMED_BY: Final = _words(
    """
    pasal ayat nomor nomer no uu pp perpres permen permenaker perda pergub perbup perban inpres kepmen keppres huruf
    butir bab lampiran halaman hal surat rt rw km blok kavling kav gang lantai jalan jl angkatan gelombang tahap batch
    kelas peringkat urutan ranking rangking juara edisi versi seri triwulan semester kuartal tw kode id nik nip rekening
    rek wa whatsapp hp telp telepon tlp tel fax faks ext hut dirgahayu usia umur berusia berumur covid golongan eselon
    pukul pkl jam tanggal tgl undang-undang peraturan angka poin episode terminal gate ruang kamar ke bus gerbong
    """
)
SMALL_NAMES: Final = _words("angka poin ke ruang hal km")  # names only of small numbers with no noun behind
TIMES_OF_DAY: Final = _words("pukul pkl jam")
ZONES: Final = _words("wita wib wit")
LAWS: Final = _words("uu pp perpres permen permenaker perda pergub perbup peraturan undang-undang nomor no keputusan")
OPENERS: Final = _words(". : ( + - , – #")

# How sure a number is

ABOVE: Final = _phrases("lebih dari|di atas|diatas|melebihi|lebih besar dari|melampaui|melewati|lebih")
BELOW: Final = _phrases("kurang dari|di bawah|dibawah|tidak sampai|tak sampai|belum sampai|belum mencapai")
AT_LEAST: Final = _phrases(
    "tidak kurang dari|tak kurang dari|minimal|paling sedikit|setidaknya|sedikitnya|sekurang-kurangnya|setidak-tidaknya"
    "|sekurangnya|paling kurang|minimum"
)
AT_MOST: Final = _phrases("tidak lebih dari|tak lebih dari|maksimal|paling banyak|sebanyak-banyaknya|maksimum")
NEARLY: Final = _phrases("hampir|nyaris|mendekati|hampir mencapai")
ABOUT: Final = _phrases("sekitar|kira-kira|kurang lebih|lebih kurang|sekira|berkisar|kisaran|rata-rata|±|di kisaran")
HEDGES: Final = _words("mencapai sebanyak sebesar sejumlah sampai senilai hingga")  # between "lebih dari" and the number
UNTIL: Final = _words("sampai hingga s.d. s/d sd")
DASHES: Final = _words("- – — ~")

# What a number is to its neighbours

TARGET: Final = _words("target targetnya ditargetkan menargetkan target-target pagu")
REALIZED: Final = _words(
    """
    realisasi realisasinya terealisasi merealisasikan direalisasikan terealisasikan tercapai capaian capaiannya dicapai
    terlampaui dilampaui terpenuhi berhasil ditempatkan menempatkan melayani dilayani tercatat terlaksana terserap
    menyerap mencapai diberangkatkan memberangkatkan
    """
)
WISHES: Final = _words("ingin harus hendak akan mesti perlu dapat bisa mampu untuk yang")
PASSED: Final = _words("melampaui melebihi melewati terlampaui dilampaui atas bawah lampaui")
RISE: Final = _words(
    """
    naik meningkat bertambah tumbuh melonjak melesat menanjak kenaikan peningkatan pertumbuhan lonjakan pertambahan
    penambahan terdongkrak
    """
)
FALL: Final = _words(
    """
    turun menurun berkurang menyusut susut anjlok merosot melorot penurunan pengurangan penyusutan
    """
)
NOT_A_RISE: Final = _words("kapasitas kompetensi keterampilan kualitas mutu pelindungan perlindungan pelayanan layanan")
MORE_THAN: Final = _words("tinggi banyak besar")
LESS_THAN: Final = _words("rendah sedikit kecil")
BEFORE: Final = _words("sebelumnya semula awalnya dibanding dibandingkan ketimbang")
COMPARED: Final = BEFORE | _words("dari menghadapi menuju menyambut menyongsong target menatap")
DIFFERENCE: Final = _words("selisih selisihnya perbedaan perbedaannya")
REST: Final = _words("sisanya selebihnya sisa")
BREAKS: Final = _words("; sedangkan sementara namun tetapi tapi adapun kemudian selain")
SAYS: Final = _words("yakni yaitu ialah adalah sebesar sebanyak sejumlah senilai :")
EITHER: Final = _words("atau ( setara / =")
FILLERS: Final = _words(
    """
    setara dengan sebesar sebanyak mencapai terealisasi tercapai realisasi realisasinya capaian capaiannya sama berarti
    artinya sudah telah ini itu adalah yakni yaitu sekitar kontribusi porsi persentase persentasenya proporsi hanya baru
    """
)

# A whole and its parts

CERTAIN: Final = _phrases(
    "terdiri dari|terdiri atas|terdiri|dengan rincian|rinciannya|rincian|dengan komposisi|terinci atas|terinci"
    "|terbagi atas|terbagi dalam|terbagi|dengan perincian|dirinci"
)
LIKELY: Final = _phrases("yakni|yaitu|meliputi|mencakup|masing-masing|dibagi")
ONLY_SOME: Final = _phrases(
    "antara lain|di antaranya|diantaranya|termasuk|terbanyak|tertinggi|terbesar|terendah|seperti|misalnya|contohnya"
    "|lainnya|lain|disusul|diikuti|mayoritas|sebagian|salah satu|utamanya|terutama|paling banyak|didominasi|khususnya|beberapa|lima besar|tiga besar"
)
TOTAL: Final = _words("total totalnya keseluruhan seluruhnya ditotal dijumlahkan jumlahnya berjumlah")
SUMMED: Final = _phrases(
    "sehingga total|sehingga totalnya|dengan total|total keseluruhan|jika ditotal|bila ditotal|kalau ditotal"
    "|jika dijumlahkan|bila dijumlahkan|sehingga jumlahnya|sehingga seluruhnya|sehingga jumlah|jumlah keseluruhan"
    "|jadi total|jadi totalnya|totalnya|total|jumlah seluruhnya|sehingga keseluruhan|sehingga secara keseluruhan"
)
# Words that part people for good: those of one row exhaust a whole.
PAIRS: Final = (
    (_words("laki-laki laki lelaki pria"), _words("perempuan wanita")),
    (_words("formal"), _words("informal nonformal")),
    (_words("prosedural resmi"), _words("nonprosedural non-prosedural unprosedural ilegal")),
    (_words("daring online"), _words("luring offline muka")),
)

# What the office speaks of: of two numbers for one subject one may be a slip

SUBJECTS: Final = {
    "placement": _words(
        "penempatan ditempatkan menempatkan penempatannya diberangkatkan memberangkatkan keberangkatan"
    ),
    "outreach": _words("sosialisasi disosialisasikan penyuluhan"),
    "training": _words("pelatihan dilatih melatih"),
    "remittance": _words("remitansi remitansinya remitan"),
    "senders": _words("pengirim pengirimnya"),
    "complaints": _words("pengaduan aduan kasus"),
    "empowerment": _words("pemberdayaan diberdayakan memberdayakan"),
    "deportation": _words("deportasi dideportasi dipulangkan pemulangan"),
    "deaths": _words("jenazah meninggal"),
    "budget": _words("anggaran anggarannya"),
}

# What takes a number out of the whole year, the whole province or the past

MONTHS: Final = _words(
    """
    januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember jan feb mar
    apr jun jul agt agu ags sep sept okt nov des
    """
)
UP_TO: Final = _words("hingga sampai per sejak mulai pada tanggal dengan s.d. s/d")
PARTIAL_TIME: Final = _words(
    """
    triwulan semester kuartal bulan bulanan pekan minggu mingguan harian kemarin sejak rata-rata setiap tiap lalu
    sebelumnya periode pertengahan awal sementara
    """
)
NOT_YET: Final = _words(
    """
    akan rencana rencananya direncanakan merencanakan diharapkan berharap jika apabila seandainya kuota kebutuhan
    permintaan lowongan proyeksi diproyeksikan mendatang depan
    """
)
NOT_ALL: Final = _words(
    """
    antaranya diantaranya lain termasuk sisanya selebihnya lainnya sebagian mayoritas satunya masing-masing nasional
    se-indonesia dunia siskop2mi siskop nonprosedural non-prosedural ilegal unprosedural tanpa laki-laki perempuan pria
    wanita deportasi jenazah meninggal tambahan baru hanya khusus terbanyak tertinggi terbesar gagal hadir pemulangan
    dipulangkan dideportasi tahanan masuk diterima berjalan proses selain kurang sisa selisih dari
    malaysia singapura hong hongkong taiwan jepang korea brunei saudi arab qatar sabah sarawak sumba flores belu malaka
    alor lembata ende sikka ngada nagekeo manggarai rote sabu tts ttu
    """
)
PLACED_BY: Final = _words(
    "di ke dari asal kabupaten kota kecamatan desa kelurahan wilayah menuju tujuan provinsi negara kab kec melalui via"
)
HOME: Final = _words(
    "ntt nusa provinsi indonesia bp3mi kp2mi bp2mi balai kementerian migran emas pmi cpmi luar seluruh"
)
ALL_OF_IT: Final = _words("total totalnya keseluruhan seluruhnya sepanjang seluruh")
