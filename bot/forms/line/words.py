"""The words facilitators use around what they report: what each means, and what says nothing by itself."""

from __future__ import annotations

from typing import Final

# Words that carry a report along: never a village, never worth showing as "not understood".
_GLUE: Final = """
a acara ada adalah adapun agar akan aku anak anda antara atas atau awal bae bagi bahas bahwa baik banyak bapa
bapak baru bawa bawah beberapa begitu bekin belum beri berikut berjalan berlangsung bersama bertempat beta bikin
bisa br bt buat buka bukan bulan cara catat cuma daftar dalam dan dapat dari daring data deng dengan depan desa
dg dgn di dia diadakan dihadiri diikuti dilaksanakan dilakukan dll dlm dng dong dorang dr dr. ds dua dusun esok
full giat guna habis hadir hadirin hal hanya hari hasil hb hdir hdr hr hy i ibu ii iii ikut ini isi itu iya jadi
jalan jam jam. jd jg jml jmlh judul juga jumlah k kab kabupaten kak kaka kakak kali kalo kam kami kasi kasih kat
katong ke kec kecamatan kegiatan kegtn kel kelompok keluar kelurahan kemarin kepada ket keterangan ketong kita
kitong kk kmi kmrn kota kpd kunjungan lagi lai laksana laksanakan lalu lancar langsung lap lapor laporan lewat
log lok lokasi m maka malam mama masih masing masyarakat materi materinya materix mau melaksanakan melakukan
membahas memberikan mengadakan mengenai mengikuti mengundang menit menyampaikan minggu mulai nama nih ny nya o
oke oleh orang org pa pada pagi pak para pas pd pelaksanaan penjelasan penyuluhan per permisi pertemuan peserta
pesertanya pesertax pkl ps pu puji pukul punya rapat rekap saat saja salam sama sampai sampaikan sampe sana saya
sd sdh sdr sebanyak sebelum sebuah secara selama selamat selesai seluruh semua sesi sesuai setelah setempat
shalom siang siap sini so soal sore sos sosial sosialiasi sosialisasi sosialisasikan sosialisasinya sosialissi
sosialsasi sosisalisasi su sudah sy syalom tadi tambah tangal tanggal tapi td tema temanya tempat tempatnya
tentang tercatat terima terimakasih tersebut tgl tiap tidak topik topiknya total totalnya tst ttg ttl ttp tuh
turun tutup ua undang untuk update utk utuk via waktu warga wib wit wita wkt x ya yaitu yang yg yth
"""
GLUE: Final = frozenset(_GLUE.split())

TITLES: Final = (
    r"kepala|kades|camat|lurah|sekdes|sekcam|guru|pendeta|pdt|pastor|romo|rm|rt|rw|ketua|bupati|desa|dusun|kadus|"
    r"dosen|ustad|haji|imam|bidan|kapolsek|babinsa|kapospol|raja|tokoh|yang|yg"
)

# Villages that bear a word of everyday talk or a first name: taken only where something announces them.
_EVERYDAY: Final = """
ampera angkasa bahagia bama bandar barang bareng baru batu baya bean bela bola bone bosen buar buk bulan cendana
coal dame deme done galang gulung gunung kembang kiki koki kuli lama lela lembur lentera lewat lia ling mahal
mampir maria mawar merdeka modo muda munting mutiara nasi nenas nian nila nita niti normal nusa pacar pada pana
pandai papang pasir perak pika pinggang pondok pora pota pura putih raba rai raja ranggi ria robek ruang runut
sabun saga salama sama se'i sei semang sepang sini sipi sisi sisir solo susu tado tana tanjung tasi teluk temu
tenda tengku tentang ternate terong tes tilang trikora urang wali were
"""
EVERYDAY_VILLAGES: Final = frozenset(_EVERYDAY.split())
MARKERS: Final = frozenset({"desa", "kel", "kec", "kab"})
NUMERALS: Final = frozenset({"i", "ii", "iii", "iv", "v", "satu", "dua", "tiga", "empat", "lima", *"12345"})
DIRECTIONS: Final = frozenset(
    {"barat", "timur", "utara", "selatan", "tengah", "laut", "dalam", "luar", "atas", "bawah", "baru"}
)

SEXES: Final = {
    "men": (
        r"laki\s?-\s?laki|laki2|laki\s+laki|laki|lelaki2?|lk2|lki2|lki|lk|lkl|pria|bapak\s?-\s?bapak|bapak2|bapak|bapa2"
        r"|bapa\s?-\s?bapa|bapa|bpk2|bpk|bp2|cowok2?|cowo|cwo|putra|males?|men|nyong|om2|kaum\s+(?:bapak?|adam)|l"
    ),
    "women": (
        r"perempuan2?|prempuan|perempuang|parampuan|prmpuan|prm|perempun|permpuan|perempwan|prmpn|pr\.?mpuan|prp|pr2|pr|pere"
        r"|wanita|ibu\s?-\s?ibu|ibu2|ibu|mama\s?-\s?mama|mama2|mama|nona2?|cewek2?|cewe|cwe|putri|females?|women"
        r"|kaum\s+(?:ibu|hawa|perempuan)|p"
    ),
    "unspecified": (
        r"orang2?|orng|org2?|oang|o?rg|peserta(?:nya)?|pesrta|psrta|pserta|pst|total(?:nya)?|ttl|jumlah(?:nya)?|jmlh|jml"
        r"|jlh|semua(?:nya)?|seluruh(?:nya)?|keseluruhan|people|warga|masyarakat|umat|jemaat|hadirin|siswa|pelajar"
        r"|mahasiswa|pemuda|remaja|anak\s?-\s?anak|anak2|anak|omk|cpmi|calon\s+pmi|jiwa|dihadiri|diikuti|dihadri"
        r"|yang\s+hadir|yg\s+hadir|yg\s+hdr|hadir|hdir|hdr|kehadiran|partisipan|audiens|kepala"
    ),
}

FACE_TO_FACE: Final = (
    r"(?:secara\s+)?(?:tatap|ttp|tatp|tata|tetap)\s*-?\s*(?:muka|mka)(?:\s+langsung)?|luring|offline|off\s?line"
    r"|face\s+to\s+face|f2f|(?:secara|bertemu|ketemu|jumpa|hadir)\s+langsung|temu\s+muka"
)
ONLINE: Final = (
    r"(?:via|lewat|pakai|pake|secara|by)?\s*(?:daring|on\s?line|zoom(?:\s*meeting)?|zum|webinar|virtual"
    r"|g\s?-?meet|google\s*meet|gmeet|ms\s?teams|vicon|vidcon|video\s?conference|video\s?call)"
)
# "online" said of work, of fraud or of a form is no way of holding a session.
NOT_ONLINE: Final = (
    r"(?:kerja|loker|lowongan|penipuan|tipu|judi|daftar|pendaftaran|scam|skem|pinjaman|pinjol|iklan|belanja"
    r"|game|kejahatan|toko|jualan|rekrutmen|perekrutan|media|layanan|pelayanan|ojek|penempatan|sistem|aplikasi)"
    r"[ ]+online"
)
UNSURE_MODE: Final = (
    r"h[iy]brida?|(?<=calo )(?:online|daring|virtual)"
    r"|(?:bukan|tidak|tdk|tra|sonde|bukang|batal)\s+(?:jadi\s+)?(?:lewat\s+|via\s+|pake\s+|pakai\s+|secara\s+)?"
    r"(?:zoom|online|daring|tatap\s*muka|luring|offline|virtual)"
)

MATERIALS: Final = {
    "safe_migration": (
        r"migran\s+aman|migrasi\s+(?:yang\s+|yg\s+)?(?:aman|amn)|migrasi\s+aman|imigrasi\s+aman|migras\s+aman"
        r"|migrsi\s+aman|safe\s+migration|bermigrasi\s+(?:dengan\s+|dgn\s+|deng\s+|secara\s+)?aman"
        r"|(?:be)?kerja\s+(?:ke\s+)?(?:luar\s+negeri|ln|luar\s+negri)\s+(?:yang\s+|yg\s+|secara\s+|dgn\s+|dengan\s+)?aman"
    ),
    "trafficking": (
        r"(?:(?:bahaya|pencegahan|cegah|pencgahan|stop|anti|waspada|lawan|tolak|hati2|hati-hati|modus)\s+(?:dan\s+)?"
        r"(?:modus\s+)?)?(?:tppo|t\.p\.p\.o|tpo|perdagangan\s+(?:orang|manusia|org)|jual\s+beli\s+(?:orang|manusia)"
        r"|human\s+traf+icking|traf+icking|trafiking|trafficing|calo|tindak\s+pidana\s+perdagangan\s+(?:orang|org)"
        r"|perekrut(?:an)?\s+ilegal|sindikat(?:\s+calo)?)"
    ),
    "protection": (
        r"(?:hak(?:\s?-\s?hak|2)?(?:\s+dan\s+kewajiban)?\s+)?(?:pe?r?lindungan|plindungan|pelindngan)"
        r"(?:\s+(?:pekerja\s+migran(?:\s+indonesia)?|calon\s+pmi|cpmi|pmi|tki|hukum))?"
        r"|hak(?:\s?-\s?hak|2)?\s+(?:dan\s+kewajiban\s+)?(?:pekerja(?:\s+migran)?|pmi|tki)"
    ),
    "procedure": (
        r"(?:prosedur|prosedure|prosdur|proses|alur|syarat|persyaratan|tata\s*cara)(?:\s+(?:dan|deng|dgn|&)\s+"
        r"(?:dokumen|syarat|persyaratan|berkas))?"
        r"(?:\s+(?:resmi|penempatan|pendaftaran|keberangkatan|berangkat|bekerja|kerja|jadi\s+pmi|menjadi\s+pmi|pmi"
        r"|(?:ke\s+)?luar\s+negeri|ke\s+ln|pembuatan\s+paspor|paspor|dokumen))*"
        r"|dokumen(?:\s+(?:resmi|lengkap|pmi|kerja|keberangkatan))?|kelengkapan\s+dokumen|jalur\s+resmi|urus\s+paspor"
    ),
    "social_security": (
        r"(?:jaminan\s+sosial|jamsos(?:tek)?|bpjs(?:\s?-?\s?tk)?|jaminan\s+sos)"
        r"(?:\s*\(?\s*(?:bpjs|ketenagakerjaan|pmi|tenaga\s+kerja|naker|kesehatan)\)?)*"
    ),
    "other": r"(?:materi|topik|tema)\s+(?:lain(?:\s?-\s?lain|nya)?|lainnya)",
}
TOPIC: Final = r"(?:materi(?:nya|x)?|tentang|ttg|topik(?:nya)?|tema(?:nya)?|membahas|bahas|mengenai|soal|judul)"
