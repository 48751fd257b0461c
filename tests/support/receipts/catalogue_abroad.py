"""Things that shops of other countries sell, invented; those of the class zero are taxed at the lower rate, or not at all."""

from tests.support.receipts.bill import Good

MARKET = (
    Good("WHITE BREAD 700G", 2, 4, "zero"),
    Good("FULL CREAM MILK 2L", 3, 5, "zero"),
    Good("BANANAS LOOSE", 2, 4, "zero", weighed=True),
    Good("EGGS FREE RANGE 12", 4, 8, "zero"),
    Good("CHEDDAR TASTY 500G", 6, 11, "zero"),
    Good("DARK CHOCOLATE 100G", 3, 5),
    Good("SPARKLING WATER 6PK", 4, 7),
    Good("DISHWASHER TABS 30", 9, 16),
    Good("SHAMPOO 400ML", 5, 9),
    Good("PAPER TOWEL 2PK", 3, 5),
    Good("AA BATTERIES 4PK", 6, 10),
    Good("LEMONADE 1.25L", 2, 4),
    Good("SALTED CRISPS", 2, 4),
    Good("LAUNDRY LIQUID 2L", 9, 18),
)
EATERY = (
    Good("FLAT WHITE", 4, 6),
    Good("Long Black", 3, 5),
    Good("ICED LATTE LGE", 5, 8),
    Good("Chicken Burger", 12, 19),
    Good("EGGS BENEDICT", 16, 24),
    Good("Fish & Chips", 15, 26),
    Good("SIDE SALAD", 6, 9),
    Good("Soup of the Day", 8, 13),
    Good("BANANA BREAD", 5, 8),
    Good("House Lager 330", 7, 11),
    Good("Kids Pasta", 9, 13),
)
INDIAN_MARKET = (
    Good("TOOR DAL 1KG", 120, 180),
    Good("BASMATI RICE 5KG", 450, 720),
    Good("SUNFLOWER OIL 1L", 130, 175),
    Good("FILTER COFFEE 500G", 210, 320),
    Good("BATH SOAP 4X100G", 110, 160),
    Good("MASALA NOODLES 280G", 52, 64),
    Good("GHEE 1L", 560, 690),
    Good("DETERGENT POWDER 4KG", 380, 520),
    Good("BISCUITS FAMILY PK", 40, 60),
)
INDIAN_MEALS = (
    Good("MASALA DOSA", 70, 110),
    Good("Paneer Butter Masala", 220, 290),
    Good("VEG BIRYANI", 180, 260),
    Good("Butter Naan", 40, 60),
    Good("FILTER COFFEE", 30, 45),
    Good("Gulab Jamun (2)", 60, 90),
    Good("FRESH LIME SODA", 60, 80),
    Good("Chicken Chettinad", 260, 340),
)
# In thousands of rupiah and dong.
INDONESIAN_MARKET = (
    Good("BERAS PULEN 5KG", 68, 82),
    Good("MINYAK GORENG 2L", 34, 42),
    Good("KOPI BUBUK 165G", 14, 19),
    Good("SABUN MANDI 3S", 12, 17),
    Good("AIR MINERAL 600ML", 3, 5),
    Good("MIE GORENG", 3, 4),
    Good("TEH KOTAK 300ML", 4, 6),
    Good("TELUR AYAM 10S", 24, 30),
)
INDONESIAN_MEALS = (
    Good("NASI GORENG SPESIAL", 28, 45),
    Good("Sate Ayam 10 tusuk", 30, 42),
    Good("ES TEH MANIS", 5, 9),
    Good("Gado-Gado", 22, 32),
    Good("KOPI SUSU GULA AREN", 18, 28),
    Good("Soto Betawi", 32, 48),
    Good("PISANG GORENG", 15, 22),
)
VIETNAMESE_MARKET = (
    Good("Sua tuoi 1L", 32, 42),
    Good("MI GOI CHUA CAY", 4, 6),
    Good("Nuoc mam 500ml", 38, 62),
    Good("CA PHE SUA 10 GOI", 48, 65),
    Good("Gao thom 5kg", 110, 165),
    Good("DAU GOI 340G", 85, 120),
    Good("Banh quy bo", 28, 45),
)
VIETNAMESE_MEALS = (
    Good("Pho bo tai", 55, 85),
    Good("BUN CHA", 50, 75),
    Good("Ca phe sua da", 25, 45),
    Good("GOI CUON (2)", 30, 48),
    Good("Com tam suon", 45, 70),
    Good("Bia chai", 20, 35),
    Good("TRA DA", 3, 5),
)
JAPANESE_MARKET = (
    Good("Onigiri Salmon", 128, 180, "zero"),
    Good("GREEN TEA 525ML", 98, 160, "zero"),
    Good("Egg Sandwich", 248, 320, "zero"),
    Good("MELON BREAD", 118, 165, "zero"),
    Good("UMBRELLA 60CM", 500, 780),
    Good("Tissue 5 boxes", 298, 428),
    Good("BEER 350ML", 210, 268),
    Good("Batteries AA x4", 398, 598),
)
JAPANESE_MEALS = (
    Good("Shoyu Ramen", 780, 1100),
    Good("GYOZA 6PC", 320, 480),
    Good("Blend Coffee", 380, 560),
    Good("CURRY RICE", 720, 980),
    Good("Draft Beer", 480, 650),
    Good("MATCHA PARFAIT", 780, 1200),
    Good("Tempura Set", 1280, 1980),
)
GERMAN_MARKET = (
    Good("Vollmilch 1L", 1, 2, "zero"),
    Good("Butter 250g", 2, 3, "zero"),
    Good("ROGGENBROT", 3, 5, "zero"),
    Good("Äpfel 1kg", 2, 4, "zero"),
    Good("SPÜLMITTEL", 1, 3),
    Good("Zahnpasta", 2, 4),
    Good("MINERALW. 6X1,5", 3, 6),
    Good("Batterien AA", 4, 8),
)
GERMAN_MEALS = (
    Good("Schnitzel Wiener Art", 14, 22),
    Good("KAFFEE CREMA", 3, 4),
    Good("Apfelschorle 0,4", 4, 5),
    Good("BRATKARTOFFELN", 5, 8),
    Good("Käsespätzle", 11, 15),
    Good("PILS 0,5", 4, 6),
)
FRENCH_MARKET = (
    Good("BAGUETTE TRAD", 1, 2, "zero"),
    Good("Lait demi-écrémé 1L", 1, 2, "zero"),
    Good("COMTE 12 MOIS", 5, 9, "zero"),
    Good("Confiture fraise", 3, 5, "zero"),
    Good("LIQUIDE VAISSELLE", 2, 4),
    Good("Piles AA x4", 5, 9),
    Good("DENTIFRICE", 2, 5),
    Good("Vin rouge 75cl", 6, 14),
)
FRENCH_MEALS = (
    Good("Café allongé", 2, 4),
    Good("CROQUE MONSIEUR", 9, 13),
    Good("Plat du jour", 14, 19),
    Good("SALADE NICOISE", 13, 17),
    Good("Crème brûlée", 7, 10),
    Good("1/4 VIN ROUGE", 5, 8),
)
