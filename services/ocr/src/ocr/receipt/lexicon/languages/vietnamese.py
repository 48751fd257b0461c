"""Vietnamese, without the marks on its letters: tills print it so, and the recogniser's alphabet ends at Latin-1."""

from ocr.receipt.lexicon.languages.language import Language

VIETNAMESE = Language(
    amounts={
        "final": (
            "tong thanh toan", "thanh toan", "tong tien thanh toan", "phai thanh toan", "khach phai tra", "khach can tra",
            "so tien thanh toan", "tong tien phai tra",
        ),
        "total": ("tong cong", "tong tien", "tong cong tien", "tong so tien", "tong hoa don"),
        "subtotal": ("tam tinh", "tong tien hang", "cong tien hang", "tien hang", "tong truoc thue", "tien truoc thue"),
        "tax": ("thue gtgt", "thue gtgt %", "thue vat", "thue vat %", "tien thue", "tien thue gtgt", "da bao gom vat %"),
        "service_charge": ("phi dich vu", "phi dich vu %", "phi phuc vu", "phi phuc vu %"),
        "discount": ("giam gia", "chiet khau", "khuyen mai", "tong giam gia", "tien giam"),
        "cash": ("tien mat", "khach dua", "tien khach dua", "khach tra", "tien khach tra", "tien mat khach dua"),
        "change": ("tien thua", "tien thoi", "tra lai", "tien thoi lai", "tien tra khach", "tien tra lai"),
        "card": ("the ngan hang", "thanh toan the", "the tin dung", "the visa"),
        "e_wallet": ("zalopay", "vnpay", "vietqr", "vi momo"),
        "bank_transfer": ("chuyen khoan",),
        "quantity": ("tong sl", "so luong", "tong so luong"),
        "other": ("don gia", "da thanh toan"),
    },
    documents={
        "invoice": ("hoa don", "hoa don ban hang", "hoa don gtgt", "hoa don thanh toan", "hoa don gia tri gia tang"),
        "receipt": ("phieu thanh toan", "phieu tinh tien", "bien lai"),
    },
    document_numbers={
        "invoice": ("so hd", "ma hd", "hd so", "so hoa don", "ma hoa don", "hoa don so"),
        "bill": ("so phieu",),
        "transaction": ("ma gd", "so gd"),
        "bare": ("so",),
        "other": ("mst", "ma so thue", "so luong", "so ban", "so dt", "so dien thoai", "so the", "so tk", "so tai khoan"),
    },
    head={
        "phone": ("sdt",),
        "tax": ("mst", "ma so thue"),
        "document": ("hoa don", "hoa don ban hang", "hoa don thanh toan", "phieu thanh toan", "phieu tinh tien"),
        "sale": ("ngay", "thu ngan", "nhan vien", "so hd", "ma hd", "gio vao", "gio ra", "ma chuan chi"),
        "goods": ("ten hang", "mat hang", "don gia", "thanh tien", "ten mon"),
        "greeting": ("cam on quy khach", "xin cam on", "hen gap lai"),
    },
    dates={
        "sale": ("ngay", "ngay gio", "ngay ban"),
        "time": ("gio vao", "gio ra"),
    },
)  # fmt: skip
