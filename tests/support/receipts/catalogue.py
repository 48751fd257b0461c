"""Things that invented shops sell: names as a POS abbreviates them, with a plausible range of prices."""

from tests.support.receipts.bill import Good

GROCERY = (
    Good("BULAK WHITE BREAD 600G", 68, 84),
    Good("AMIHAN EVAP MILK 370ML", 34, 42),
    Good("DALISAY CANE VINEGAR 1L", 48, 62),
    Good("TALA SOY SAUCE 1L", 52, 68),
    Good("LUNTIAN CANOLA OIL 1L", 165, 198),
    Good("KAPE ALAB 3IN1 10S", 72, 89),
    Good("HIRAYA CORNED BEEF 175G", 46, 58),
    Good("SINAG SARDINES 155G", 21, 27),
    Good("BITUIN DETERGENT PWD 1KG", 112, 148),
    Good("HALIK TOOTHPASTE 150ML", 96, 128),
    Good("PAYAPA BATH SOAP 135G", 38, 54),
    Good("MAYUMI SHAMPOO SCHT 12S", 74, 88),
    Good("PAROL SPAGHETTI 900G", 78, 96),
    Good("PAROL TOM SAUCE 1KG", 84, 104),
    Good("CHEDDAR BLOCK 165G", 58, 72),
    Good("INST NOODLES CHKN 55G", 10, 14),
    Good("POTATO CRISPS 60G", 34, 45),
    Good("TUNA FLAKES OIL 180G", 38, 47),
    Good("PEANUT BTR CRUNCHY 340G", 128, 156),
    Good("FABRIC CON REFILL 800ML", 98, 125),
    Good("DISHWASH LIQ 475ML", 88, 104),
    Good("TRASH BAG MED 10S", 42, 55),
    Good("AA BATTERY 4S", 98, 132),
    Good("MINERAL WATER 6L", 68, 86),
    Good("COLA REGULAR 1.5L", 68, 79),
    Good("ORANGE JUICE 1L", 88, 112),
)
FRESH = (
    Good("WELL-MILLED RICE", 42, 54, "exempt", weighed=True),
    Good("PORK LIEMPO", 330, 398, "exempt", weighed=True),
    Good("CHICKEN BREAST FILLET", 235, 268, "exempt", weighed=True),
    Good("BANGUS LARGE", 178, 215, "exempt", weighed=True),
    Good("RED ONION", 110, 168, "exempt", weighed=True),
    Good("KALABASA", 38, 56, "exempt", weighed=True),
    Good("BANANA LAKATAN", 78, 98, "exempt", weighed=True),
    Good("EGGS MEDIUM TRAY 30S", 215, 252, "exempt"),
)
EXPORT = (
    Good("VCO 500ML EXPORT PK", 280, 340, "zero"),
    Good("DRIED MANGO 1KG EXP", 520, 610, "zero"),
    Good("COCO SUGAR 5KG EXP", 720, 860, "zero"),
    Good("MUSCOVADO 10KG EXP", 980, 1150, "zero"),
)
SARI_SARI = (
    Good("COFFEE TWIN PACK", 15, 19),
    Good("SARDINES", 22, 27),
    Good("RICE 1 KG", 44, 52),
    Good("EGG", 8, 10),
    Good("SUGAR 1/4 KG", 20, 25),
    Good("SOFTDRINK 8OZ", 15, 20),
    Good("SHAMPOO SACHET", 7, 9),
    Good("COOKING OIL 350ML", 38, 48),
    Good("LAUNDRY BAR", 26, 34),
    Good("CRACKERS 10S", 62, 74),
    Good("PREPAID LOAD 100", 103, 103),
)
CARINDERIA = (
    Good("ADOBONG MANOK", 75, 95),
    Good("SINIGANG NA BABOY", 85, 110),
    Good("GINATAANG GULAY", 50, 65),
    Good("PRITONG TILAPIA", 70, 90),
    Good("KANIN", 12, 18),
    Good("EXTRA RICE", 15, 20),
    Good("LUMPIA (3 PCS)", 30, 45),
    Good("LUGAW W/ EGG", 35, 48),
    Good("SOFTDRINKS", 20, 28),
    Good("HALO-HALO", 65, 90),
)
RESTAURANT = (
    Good("CRISPY PATA LARGE", 780, 920),
    Good("KARE-KARE", 420, 520),
    Good("SIZZLING SISIG", 265, 320),
    Good("CHICKEN INASAL PAA", 185, 225),
    Good("PANCIT CANTON MED", 290, 360),
    Good("LECHON KAWALI", 335, 398),
    Good("GARLIC RICE PLATTER", 145, 180),
    Good("GRILLED TUNA BELLY", 380, 460),
    Good("LUMPIANG UBOD", 165, 210),
    Good("CALAMANSI JUICE", 75, 98),
    Good("ICED TEA BOTTOMLESS", 95, 120),
    Good("LECHE FLAN", 110, 140),
    Good("BUKO PANDAN", 98, 130),
    Good("SAN LUIS PALE 330ML", 85, 110),
)
FAST_FOOD = (
    Good("2PC CHICKEN W/ RICE", 165, 189),
    Good("BURGER STEAK SOLO", 72, 88),
    Good("CHEESE BURGER", 59, 75),
    Good("SPAGHETTI SOLO", 64, 79),
    Good("FRIES LARGE", 72, 85),
    Good("REG COLA", 38, 48),
    Good("ICE CREAM CUP", 35, 45),
    Good("BUCKET 8PC", 499, 569),
    Good("UPSIZE DRINK", 12, 18),
    Good("EXTRA GRAVY", 10, 15),
    Good("PEACH TURNOVER", 42, 52),
)
FUEL = (
    Good("DIESEL", 54, 66, weighed=True),
    Good("UNLEADED 91", 56, 68, weighed=True),
    Good("PREMIUM 95", 59, 72, weighed=True),
    Good("SUPER 97", 64, 76, weighed=True),
)
MEDICINES = (
    Good("PARACETAMOL 500MG TAB", 4, 7),
    Good("CETIRIZINE 10MG TAB", 18, 26),
    Good("AMOXICILLIN 500MG CAP", 12, 19),
    Good("MEFENAMIC ACID 500MG", 8, 14),
    Good("ASCORBIC ACID SYR 120ML", 118, 145),
    Good("ORAL REHYDRATION SALT", 16, 24),
    Good("COTTON BALLS 150S", 42, 58),
    Good("ISOPROPYL ALC 70% 500ML", 78, 98),
    Good("FACE MASK 50S", 65, 110),
    Good("DIGITAL THERMOMETER", 145, 210),
)
MAINTENANCE_MEDICINES = (
    Good("LOSARTAN 50MG TAB", 8, 14, "exempt"),
    Good("AMLODIPINE 10MG TAB", 7, 12, "exempt"),
    Good("METFORMIN 500MG TAB", 4, 8, "exempt"),
    Good("ATORVASTATIN 20MG TAB", 14, 22, "exempt"),
    Good("GLICLAZIDE 80MG TAB", 9, 13, "exempt"),
)
CONVENIENCE = (
    Good("HOTDOG SANDWICH", 45, 59),
    Good("BREWED COFFEE 12OZ", 45, 60),
    Good("BOTTLED WATER 500ML", 20, 28),
    Good("SIOPAO ASADO", 42, 52),
    Good("ICED LATTE 16OZ", 75, 95),
    Good("TUNA ONIGIRI", 49, 62),
    Good("POTATO CHIPS 85G", 58, 72),
    Good("ENERGY DRINK 250ML", 38, 48),
    Good("WET WIPES 30S", 45, 58),
    Good("CHOCO BAR 40G", 42, 55),
)
DEPARTMENT_STORE = (
    Good("LADIES BLOUSE M", 399, 699),
    Good("MENS POLO SHIRT L", 499, 899),
    Good("KIDS SNEAKERS 32", 799, 1299),
    Good("BATH TOWEL COTTON", 249, 399),
    Good("NONSTICK PAN 26CM", 549, 899),
    Good("BEDSHEET SET QUEEN", 999, 1699),
    Good("CANVAS TOTE BAG", 199, 349),
    Good("DESK LAMP LED", 449, 749),
    Good("UMBRELLA FOLDING", 249, 399),
    Good("DRINKING GLASS 6S", 299, 449),
)
HARDWARE = (
    Good("Portland cement 40kg", 235, 268),
    Good("Deformed bar 10mm x 6m", 168, 195),
    Good("Marine plywood 1/2", 780, 920),
    Good("Latex paint white 4L", 620, 745),
    Good("PVC pipe 4in x 3m", 245, 310),
    Good("Common nails 3in, kg", 78, 96),
    Good("THHN wire 3.5mm2, box", 2850, 3400),
    Good("Circuit breaker 30A", 385, 460),
)
SERVICES = (
    Good("Consulting services", 8500, 24000),
    Good("Aircon cleaning, 4 units", 2800, 4600),
    Good("Repair and maintenance", 3200, 9800),
    Good("Venue rental, half day", 7500, 15000),
    Good("Legal services", 6000, 20000),
    Good("Printing of brochures", 4200, 9800),
    Good("Van rental w/ driver", 3800, 6500),
)
PAYMENTS = (
    Good("Monthly rental", 6500, 18000),
    Good("Association dues", 850, 2600),
    Good("Parking slot rental", 1500, 3500),
    Good("Reservation fee", 2000, 10000),
    Good("Tuition, partial payment", 4500, 15000),
    Good("Water bill share", 280, 900),
)
ONLINE = (
    Good("Wireless mouse, silent click, black", 349, 599),
    Good("USB-C fast charger 33W with cable", 429, 799),
    Good("Rice cooker 1.8 L, non-stick", 899, 1499),
    Good("Bluetooth speaker, waterproof", 699, 1299),
    Good("Foldable laptop stand, aluminium", 459, 899),
    Good("Rechargeable fan 8 inch", 649, 1099),
    Good("Stainless tumbler 1.2 L", 299, 549),
)
MALAYSIAN_RETAIL = (
    Good("STAPLER NO.10", 5, 9),
    Good("A4 PAPER 80GSM 500S", 10, 14),
    Good("PERMANENT MARKER BLK", 2, 4),
    Good("EXT CABLE 5M 3 GANG", 24, 38),
    Good("LED BULB 12W", 8, 14),
    Good("PVC TAPE", 1, 3),
    Good("BATTERY AA 4S", 6, 10),
    Good("PLASTIC CONTAINER 2L", 4, 8),
    Good("COOKING OIL 1KG", 2, 3, "zero"),
    Good("GRANULATED SUGAR 1KG", 2, 3, "zero"),
)
MALAYSIAN_FOOD = (
    Good("NASI LEMAK AYAM", 8, 13),
    Good("ROTI CANAI", 1, 2),
    Good("MEE GORENG MAMAK", 6, 9),
    Good("TEH TARIK", 2, 3),
    Good("KOPI O ICE", 2, 4),
    Good("AYAM GORENG BEREMPAH", 6, 10),
    Good("CHAR KUEY TEOW", 7, 11),
    Good("MILO AIS", 3, 4),
)
MALAYSIAN_CAFE = (
    Good("FLAT WHITE", 11, 14),
    Good("ICED LONG BLACK", 9, 12),
    Good("MATCHA LATTE", 13, 16),
    Good("SALMON BAGEL", 22, 28),
    Good("BURNT CHEESECAKE", 14, 19),
    Good("BIG BREAKFAST", 26, 34),
    Good("AGLIO OLIO PRAWN", 24, 30),
    Good("BUTTER CROISSANT", 8, 11),
)
ROOMS = (
    Good("DELUXE ROOM 1 NIGHT", 180, 320),
    Good("AIRPORT TRANSFER", 60, 95),
    Good("LAUNDRY SERVICE", 20, 45),
)
WORKSHOP = (
    Good("ENGINE OIL SERVICE", 120, 190),
    Good("BRAKE PAD LABOUR", 60, 95),
    Good("WHEEL ALIGNMENT", 45, 70),
)
FACTORY = (
    Good("STEEL SHELF 4 TIER", 140, 210),
    Good("OFFICE CHAIR MESH", 180, 290),
    Good("FILING CABINET 2D", 220, 340),
)
BASIC = (
    Good("CANNED SARDINES 155G", 24, 32),
    Good("LAUNDRY SOAP BAR", 28, 36),
    Good("EVAP MILK 370ML", 36, 48),
    Good("INSTANT COFFEE 50G", 58, 72),
)
ENERGY = (
    Good("HOUSE COAL 20KG", 12, 18),
    Good("KINDLING NET", 5, 9),
    Good("FIRELIGHTERS", 3, 6),
)
BOOKS = (
    Good("THE HILL ATLAS", 14, 22),
    Good("PICTURE BOOK", 7, 12),
    Good("SHEET MUSIC", 9, 16),
)
ANY_CAFE = (
    Good("FLAT WHITE", 4, 7),
    Good("CHEESE TOASTIE", 9, 14),
    Good("CARROT CAKE", 6, 9),
    Good("POT OF TEA", 4, 6),
    Good("LENTIL SOUP", 8, 13),
)
