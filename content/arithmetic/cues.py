"""The words of press releases that say what a number is to its neighbours, and of how much it speaks.

Data, and nothing else.
"""

from __future__ import annotations

from typing import Final

from content.arithmetic.words import phrase_list, with_nya, word_set

# What a number is to its neighbours

TARGET: Final = with_nya("target ditargetkan menargetkan target-target pagu")
REALIZED: Final = with_nya(
    """
    realisasi terealisasi merealisasikan direalisasikan terealisasikan tercapai capaian dicapai
    terlampaui dilampaui terpenuhi berhasil ditempatkan menempatkan melayani dilayani tercatat terlaksana terserap
    menyerap mencapai diberangkatkan memberangkatkan
    """
)
RATE: Final = with_nya("capaian realisasi terealisasi tercapai serapan terserap capai kinerja persentase")
RATE_WORDS: Final = word_set(
    """
    penempatan sosialisasi pelatihan anggaran balai bp3mi ntt kami dengan demikian sehingga
    maka jadi tahun secara total angka , ) untuk pada bahwa adapun menjadi tingkat kantor dan
    """
)  # what may stand beside those words: anything else is what the rate is really of
PASSED_BACK: Final = word_set("itu tersebut ini angka jumlah melampaui melebihi capaian")
WISHES: Final = word_set("ingin harus hendak akan mesti perlu dapat bisa mampu untuk yang")
PASSED: Final = word_set("melampaui melebihi melewati terlampaui dilampaui atas bawah lampaui")
RISE: Final = with_nya(
    """
    naik meningkat bertambah tumbuh melonjak melesat menanjak kenaikan peningkatan pertumbuhan lonjakan pertambahan
    penambahan terdongkrak
    """
)
FALL: Final = with_nya(
    """
    turun menurun berkurang menyusut susut anjlok merosot melorot penurunan pengurangan penyusutan
    """
)
NOT_A_RISE: Final = word_set(
    "kapasitas kompetensi keterampilan kualitas mutu pelindungan perlindungan pelayanan layanan"
)
BEFORE: Final = word_set("sebelumnya semula awalnya dibanding dibandingkan ketimbang")
COMPARED: Final = BEFORE | word_set("dari menghadapi menuju menyambut menyongsong target menatap")
DIFFERENCE: Final = with_nya("selisih perbedaan")
SURPLUS: Final = with_nya("surplus kelebihan defisit kekurangan terpaut")
REST: Final = word_set("sisanya selebihnya sisa")
BREAKS: Final = word_set("; sedangkan sementara adapun kemudian selain")
FROM: Final = word_set("dari terhadap")
OF: Final = FROM | word_set(
    """
    angka jumlah total keseluruhan seluruh semua sebanyak sejumlah sebesar sekitar semula para tersebut itu senilai
    target kuota kapasitas rencana sasaran
    """
)
BACK: Final = word_set(
    """
    itu tersebut ini mereka angka angkanya jumlah jumlahnya nilainya capaian rinciannya rincian antaranya diantaranya
    """
)  # with these a sentence takes up the one before
STEADY: Final = BEFORE | word_set(
    ", dari dengan tahun yang sebanyak lalu periode sama pada jumlah mencapai hanya sebesar orang kasus pmi"
)
SAYS: Final = word_set("yakni yaitu ialah adalah sebesar sebanyak sejumlah senilai :")
EITHER: Final = word_set("atau ( setara / =")
FILLERS: Final = word_set(
    """
    setara dengan sebesar sebanyak mencapai terealisasi tercapai realisasi realisasinya capaian capaiannya sama berarti
    artinya sudah telah ini itu adalah yakni yaitu sekitar kontribusi porsi persentase persentasenya proporsi hanya baru
    """
)

# A whole and its parts

CERTAIN: Final = phrase_list(
    "terdiri dari|terdiri atas|terdiri|dengan rincian|rinciannya|rincian|dengan komposisi|terinci atas|terinci"
    "|terbagi atas|terbagi dalam|terbagi|dengan perincian|dirinci"
)
LIKELY: Final = phrase_list("yakni|yaitu|meliputi|mencakup|masing-masing|dibagi")
ONLY_SOME: Final = phrase_list(
    "antara lain|di antaranya|diantaranya|termasuk|terbanyak|tertinggi|terbesar|terendah|seperti|misalnya|contohnya"
    "|lainnya|lain|disusul|diikuti|mayoritas|sebagian|salah satu|utamanya|terutama|paling banyak|didominasi|khususnya"
    "|beberapa|berbagai|sejumlah negara|sejumlah daerah|sejumlah kabupaten|tujuan utama|lima besar|tiga besar"
)
SUMMED: Final = phrase_list(
    "sehingga total|sehingga totalnya|dengan total|total keseluruhan|jika ditotal|bila ditotal|kalau ditotal"
    "|jika dijumlahkan|bila dijumlahkan|sehingga jumlahnya|sehingga seluruhnya|sehingga jumlah|jumlah keseluruhan"
    "|jadi total|jadi totalnya|totalnya|total|jumlah seluruhnya|sehingga keseluruhan|sehingga secara keseluruhan"
)
# Words that part people for good: those of one row exhaust a whole.
PAIRS: Final = (
    (word_set("laki-laki laki lelaki pria"), word_set("perempuan wanita")),
    (word_set("formal"), word_set("informal nonformal")),
    (word_set("prosedural resmi"), word_set("nonprosedural non-prosedural unprosedural ilegal")),
    (word_set("daring online"), word_set("luring offline muka")),
)

# What the office speaks of: of two numbers for one subject one may be a slip

SUBJECTS: Final = {
    "placement": word_set(
        "penempatan ditempatkan menempatkan penempatannya diberangkatkan memberangkatkan keberangkatan"
    ),
    "outreach": word_set("sosialisasi disosialisasikan penyuluhan"),
    "training": word_set("pelatihan dilatih melatih"),
    "remittance": word_set("remitansi remitansinya remitan"),
    "senders": word_set("pengirim pengirimnya"),
    "complaints": word_set("pengaduan aduan kasus"),
    "empowerment": word_set("pemberdayaan diberdayakan memberdayakan"),
    "deportation": word_set("deportasi dideportasi dipulangkan pemulangan"),
    "deaths": word_set("jenazah meninggal"),
    "budget": word_set("anggaran anggarannya"),
}

# What takes a number out of the whole year, the whole province or the past

MONTHS: Final = word_set(
    """
    januari februari pebruari maret april mei juni juli agustus september oktober november nopember desember jan feb mar
    apr jun jul agt agu ags sep sept okt nov des
    """
)
UP_TO: Final = word_set("hingga sampai per sejak mulai pada dengan s.d. s/d")
PARTIAL_TIME: Final = word_set(
    """
    triwulan semester kuartal bulan bulanan pekan minggu mingguan harian kemarin sejak rata-rata setiap tiap lalu
    sebelumnya periode pertengahan awal sementara
    """
)
NOT_YET: Final = word_set(
    """
    akan rencana rencananya direncanakan merencanakan diharapkan berharap jika apabila seandainya kuota kebutuhan
    permintaan lowongan proyeksi diproyeksikan mendatang depan
    """
)
NOT_ALL: Final = word_set(
    """
    antaranya diantaranya lain termasuk sisanya selebihnya lainnya sebagian mayoritas satunya masing-masing nasional
    se-indonesia dunia siskop2mi siskop nonprosedural non-prosedural ilegal unprosedural tanpa laki-laki perempuan pria
    wanita deportasi jenazah meninggal tambahan baru hanya khusus terbanyak tertinggi terbesar gagal hadir pemulangan
    dipulangkan dideportasi tahanan skema mendominasi didominasi selain kurang sisa selisih
    malaysia singapura hong hongkong taiwan jepang korea brunei saudi arab qatar sabah sarawak sumba flores belu malaka
    alor lembata ende sikka ngada nagekeo manggarai rote sabu tts ttu
    """
)
UNSETTLED: Final = word_set("masuk menerima diterima berjalan proses diproses")  # of cases
PLACED_BY: Final = word_set(
    """
    di ke dari asal kabupaten kota kecamatan desa kelurahan wilayah menuju tujuan provinsi negara kab kec melalui via
    bp3mi
    """
)
HOME: Final = word_set(
    "ntt nusa provinsi indonesia bp3mi kp2mi bp2mi balai kementerian migran emas pmi cpmi luar seluruh"
)
ALL_OF_IT: Final = word_set("total totalnya keseluruhan seluruhnya sepanjang seluruh")
