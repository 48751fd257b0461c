"""Heads of receipts of the world as tills print them, each with the name that a person says it is of.

A row that begins with ^ is printed in twice the height, one with ~ was read without certainty; a bar parts columns.
`LEARNT` is what the weights of the merchant's evidence are learnt from besides labelled receipts
(bench/train_ranking.py); `APART` is never learnt from and only ever counted.
"""

from dataclasses import dataclass

from ocr.model import Line, Page

CHARACTER, HEIGHT, PITCH, WIDTH = 12, 24, 36, 900
TALL, UNSURE, SURE = 2, 0.7, 0.985
BODY = ("2 x 2.10 | 4.20", "SUBTOTAL | 4.20", "TOTAL | 4.20", "CASH | 5.00", "CHANGE | 0.80", "THANK YOU")


@dataclass(frozen=True)
class Head:
    """The first rows of a receipt, and the merchant's name; None where none is printed."""

    country: str
    name: str | None
    rows: tuple[str, ...]

    @property
    def page(self) -> Page:
        """The rows, and those of a small sale below, as lines of a page."""
        lines: list[Line] = []
        top = 40
        for row in (*self.rows, *BODY):
            size = TALL if row.startswith("^") else 1
            score = UNSURE if row.startswith("~") else SURE
            columns = [column.strip() for column in row.lstrip("^~").split("|")]
            for n, column in enumerate(columns):
                width = CHARACTER * size * len(column)
                left = (WIDTH - width) // 2 if len(columns) == 1 else (WIDTH - width if n else 0)
                bottom = top + HEIGHT * size
                corners = ((left, top), (left + width, top), (left + width, bottom), (left, bottom))
                lines.append(Line(column, corners, score))
            top += PITCH * size
        return Page(width=WIDTH, height=top + 40, rotation=0, lines=tuple(lines))


LEARNT = (
    # The United States.
    Head("US", "Walmart", ("^Walmart", "Save money. Live better.", "( 330 ) 339 - 3991", "MANAGER DIANA EARNEST", "231 BLUEBELL DR SW", "NEW PHILADELPHIA OH 44663", "ST# 02115 OP# 009044 TE# 44 TR# 01301")),
    Head("US", "TRADER JOE'S", ("^TRADER JOE'S", "2001 Greenville Ave", "Dallas TX 75206", "Store #403 - (469) 334-0614", "OPEN 8:00AM TO 9:00PM DAILY")),
    Head("US", "WHOLE FOODS MARKET", ("WHOLE", "FOODS", "MARKET", "Whole Foods Market WPT", "399 POST RD WEST", "WESTPORT, CT 06880", "(203) 227-6858")),
    Head("US", "COSTCO WHOLESALE", ("^COSTCO WHOLESALE", "Victorville #1019", "14555 Valley Center Dr", "Victorville, CA 92395", "Member 111812345678")),
    Head("US", "Target", ("^Target", "Expect More. Pay Less.", "Chicago State Street - 312-279-2133", "1 South State Street", "Chicago, Illinois 60603", "04/12/2019 01:45 PM EXPIRES 07/11/19")),
    Head("US", "The Home Depot", ("^The Home Depot", "More saving.", "More doing.", "5520 NORTHWEST EXPRESSWAY", "OKLAHOMA CITY, OK 73132 (405)728-2600", "3901 00051 71832 03/02/20 09:19 AM", "SALE CASHIER JANET")),
    Head("US", "CVS/pharmacy", ("^CVS/pharmacy", "305 N. MAIN STREET", "ANYTOWN, NJ 08807", "REG#04 TRN#4471 CSHR#0001234 STR#2101")),
    Head("US", "STARBUCKS", ("STARBUCKS Store #10208", "11302 Euclid Avenue", "Cleveland, OH (216) 229-0749", "CHK 664290", "12/07/2014 06:43 PM")),
    Head("US", "IN-N-OUT BURGER", ("IN-N-OUT BURGER", "Pasadena", "(626) 555-0134", "Cashier: JUAN", "Check: 114")),
    Head("US", "Blue Moon Diner", ("Blue Moon Diner", "Breakfast all day, every day", "112 W Main St", "Charlottesville, VA 22903", "434-980-6666", "Server: Amy | Table 12")),
    Head("US", "SHAKE SHACK", ("SHAKE SHACK", "Madison Square Park", "Your host today: Kim", "Order #: 221", "23rd St & Madison Ave", "New York, NY 10010")),
    Head("US", "Ace Hardware", ("^Ace Hardware", "The helpful place", "HARRISON'S STORE 1123", "1500 Elm St", "Bend, OR 97701", "PHONE: (541) 555-0188")),
    Head("US", "DOLLAR TREE", ("DOLLAR TREE", "Store# 4322", "2640 W. 6TH STREET", "LOS ANGELES CA 90057-3122", "213-555-0171")),
    # The United Kingdom and Ireland.
    Head("GB", "TESCO", ("^TESCO", "Every little helps", "LEWISHAM EXPRESS", "VAT NO: 220 4302 31", "www.tesco.com")),
    Head("GB", "Sainsbury's", ("^Sainsbury's", "live well for less", "Sainsbury's Supermarkets Ltd", "33 Holborn London EC1N 2HT", "www.sainsburys.co.uk", "Vat Number : 660 4548 36")),
    Head("GB", "Waitrose", ("Waitrose", "& PARTNERS", "Finchley Road", "199 Finchley Road, London NW3 6NN", "Tel: 020 7624 9453", "VAT No 232 4570 79")),
    Head("GB", "Boots", ("^Boots", "Let's feel good", "14 Oxford Street", "London W1D 1BS", "0207 434 4870", "VAT 116 3001 29")),
    Head("GB", "PRET A MANGER", ("PRET A MANGER", "Handmade natural food", "75B Verde, London SW1E 5HW", "VAT No. 627 1671 65", "Take Away")),
    Head("GB", "The Crown & Anchor", ("The Crown & Anchor", "22 Neal Street", "Covent Garden", "London WC2H 9PS", "020 7836 5649", "VAT REG 444 5555 66", "Table 14 | Covers 2")),
    Head("GB", "WHSmith", ("WHSmith", "Heathrow Terminal 5", "WH Smith Travel Ltd", "VAT No. 238 5548 36", "www.whsmith.co.uk")),
    # Australia and New Zealand.
    Head("AU", "Woolworths", ("^Woolworths", "The fresh food people", "1294 TOWN HALL", "PH: 02 8565 9275", "STORE MANAGER: PETER", "TAX INVOICE - ABN 88 000 014 675")),
    Head("AU", "Coles", ("^Coles", "Coles Supermarkets Australia Pty Ltd", "Tax Invoice ABN: 45 004 189 708", "Store: 0521 - BONDI JUNCTION", "Store Manager: Amy", "Phone: 02 9386 8500")),
    Head("AU", "BUNNINGS warehouse", ("BUNNINGS warehouse", "Lowest prices are just the beginning...", "BUNNINGS GROUP LIMITED", "ALEXANDRIA", "8-40 Euston Road Alexandria NSW 2015", "ABN 26 008 672 179")),
    Head("AU", "The Grounds Cafe", ("The Grounds Cafe", "Building 7A, 2 Huntley St", "Alexandria NSW 2015", "ABN: 51 155 220 941", "Ph: (02) 9699 2225", "TAX INVOICE")),
    Head("NZ", "PAK'nSAVE", ("PAK'nSAVE", "New Zealand's lowest food prices", "PAK N SAVE ALBANY", "Don McKinnon Drive", "GST NO: 62-834-123", "TAX INVOICE")),
    Head("NZ", "Countdown", ("^Countdown", "Countdown Ponsonby 9143", "Tax Invoice GST 84-150-212", "4 Williamson Ave", "Auckland 1021")),
    # Singapore.
    Head("SG", "NTUC FAIRPRICE", ("NTUC FAIRPRICE", "Everyday low prices", "BLK 166 BUKIT MERAH CENTRAL", "SINGAPORE 150166", "GST REG NO: M4-0005443-X", "TEL: 6278 1234")),
    Head("SG", "SHENG SIONG SUPERMARKET PTE LTD", ("SHENG SIONG SUPERMARKET PTE LTD", "Blk 118 Bedok North St 2", "GST Reg No. 19-9805521-E", "Tel: 6245 1234")),
    Head("SG", "Ya Kun Kaya Toast", ("Ya Kun Kaya Toast", "Far East Square", "18 China Street #01-01", "Singapore 049560", "GST Reg No: 200607129K", "Tax Invoice")),
    Head("SG", "TOAST BOX", ("TOAST BOX", "BreadTalk Group", "VivoCity #B2-26", "1 Harbourfront Walk S(098585)", "GST Reg. No.: 20-0302156-H", "Receipt #: A12-03321")),
    # India.
    Head("IN", "RELIANCE FRESH", ("RELIANCE FRESH", "RELIANCE RETAIL LIMITED", "Shop No 4, Sector 12, Vashi", "Navi Mumbai 400703", "GSTIN: 27AABCR1718E1ZP", "TAX INVOICE")),
    Head("IN", "HOTEL SARAVANA BHAVAN", ("HOTEL SARAVANA BHAVAN", "High Class Vegetarian", "19, Usman Road, T.Nagar", "Chennai - 600017", "Ph: 044-24345577", "GSTIN : 33AAACH1234K1Z5", "CASH BILL")),
    Head("IN", "CAFE COFFEE DAY", ("CAFE COFFEE DAY", "A lot can happen over coffee", "Coffee Day Global Ltd", "Brigade Road, Bengaluru 560001", "GSTIN 29AAACA1234B1Z6")),
    Head("IN", "Sri Balaji Medicals", ("Sri Balaji Medicals", "No. 12/4, Gandhi Road", "Coimbatore 641018", "DL No: TN-CBE-20B-1234", "Cell: 98430 12345")),
    # Indonesia.
    Head("ID", "INDOMARET", ("^INDOMARET", "PT. INDOMARCO PRISMATAMA", "GEDUNG MENARA INDOMARET BOULEVARD", "JL. PANTAI INDAH KAPUK JAKARTA UTARA", "NPWP: 01.337.994.6-092.000", "KP. MELAYU / 081234567890")),
    Head("ID", "ALFAMART", ("^ALFAMART", "ALFAMART TEBET RAYA", "PT SUMBER ALFARIA TRIJAYA, TBK", "ALFA TOWER LT.12 ALAM SUTERA, TANGERANG", "NPWP : 01.336.238.9-054.000", "Jl. Tebet Raya No. 43")),
    Head("ID", "WARUNG SATE PAK KUMIS", ("WARUNG SATE PAK KUMIS", "Jl. Malioboro No. 12", "Yogyakarta 55213", "Telp. 0274-512345", "Meja: 4 | Kasir: Dewi")),
    # Thailand and Japan, in English.
    Head("TH", "7-Eleven", ("^7-Eleven", "CP ALL Public Company Limited", "Sukhumvit 11", "TAX#0107542000011 (VAT Included)", "Receipt/Tax Invoice (ABB)")),
    Head("TH", "TOPS market", ("TOPS market", "Central Food Retail Co.,Ltd.", "Central World 1 Fl.", "TAX ID 0105535134278", "POS# E051110003A1234")),
    Head("JP", "FamilyMart", ("^FamilyMart", "Shibuya Dogenzaka store", "2-10-7 Dogenzaka, Shibuya-ku, Tokyo", "TEL: 03-3461-1234", "2019-10-05 (Sat) 12:31")),
    Head("JP", "ICHIRAN", ("ICHIRAN", "Natural Tonkotsu Ramen", "Shinjuku Central East Exit", "3-34-11 Shinjuku, Tokyo", "Tel 03-3225-5518")),
    # Germany, South Africa, the Philippines.
    Head("DE", "REWE Markt GmbH", ("REWE Markt GmbH", "Domstr. 20", "50668 Köln", "UID Nr.: DE812706034", "EUR")),
    Head("DE", "ALDI SÜD", ("^ALDI SÜD", "Friedrichstr. 12", "40217 Düsseldorf", "Mo - Sa 8:00 - 20:00 Uhr", "EUR")),
    Head("DE", "Gasthaus zum Löwen", ("Gasthaus zum Löwen", "Inh. Peter Schmidt", "Hauptstraße 5", "79098 Freiburg", "Tel. 0761 123456", "Rechnung Nr. 4451", "Tisch 7")),
    Head("ZA", "PICK n PAY", ("^PICK n PAY", "PNP FAMILY SEA POINT", "TEL: 021 434 1234", "VAT NO. 4090105588", "INSPIRED BY YOU", "TAX INVOICE")),
    Head("ZA", "Nando's", ("Nando's", "Gardens Centre", "Shop 12, Mill Street, Cape Town", "Tel (021) 461-3340", "VAT Reg 4310181245", "Waiter: Sipho | Table 6")),
    Head("PH", "7-ELEVEN", ("^7-ELEVEN", "PHILIPPINE SEVEN CORPORATION", "Pioneer Corner Reliance St.", "Mandaluyong City", "VAT REG TIN 000-390-189-00555", "MIN: 16062312345678901")),
    Head("PH", "MERCURY DRUG", ("MERCURY DRUG", "Nakasisiguro gamot ay laging bago", "MERCURY DRUG CORPORATION", "Quezon Ave. cor. Sto. Domingo, Quezon City", "VAT REG TIN: 000-388-474-00123")),
    # Rows of other things above the name, names over several rows, names parted by size.
    Head("MY", "SYARIKAT PERNIAGAAN MAJU JAYA ELEKTRIK SDN BHD", ("tan mei ling", "SYARIKAT PERNIAGAAN", "MAJU JAYA ELEKTRIK", "SDN BHD", "(452311-K)", "NO 12, JALAN BUNGA RAYA 3,", "43000 KAJANG, SELANGOR")),
    Head("MY", "PERNIAGAAN HOCK LEE (BATU PAHAT) SDN BHD", ("PERNIAGAAN HOCK LEE (BATU", "PAHAT) SDN BHD", "(231123-T)", "LOT 5, JALAN KLUANG", "83000 BATU PAHAT, JOHOR")),
    Head("MY", "KOPI TIAM SIN YOON", ("31801122", "^KOPI TIAM", "SIN YOON", "(001234567-K)", "NO 5, JALAN BESAR,", "31000 BATU GAJAH, PERAK")),
    Head("MY", "LEE SENG ENTERPRISE", ("^PAID", "LEE SENG ENTERPRISE", "(SA0123456-W)", "12 JALAN IPOH, 51200 KUALA LUMPUR", "TEL: 03-40412345")),
    Head("MY", "CHOP HENG LOONG SDN BHD", ("GOODS SOLD ARE NOT RETURNABLE", "THANK YOU, PLEASE COME AGAIN", "CHOP HENG LOONG SDN BHD", "(12345-P)", "33 JALAN PASAR, 41000 KLANG, SELANGOR")),
    Head("MY", "Kedai Runcit Ah Seng", ("Kedai Runcit Ah Seng", "No 8 Taman Sri Rampai", "53300 Kuala Lumpur", "H/P: 012-3456789")),
    Head("US", "JOE'S PIZZA OF BLEECKER STREET", ("JOE'S PIZZA OF", "BLEECKER STREET", "7 Carmine St", "New York, NY 10014", "(212) 366-1182")),
    Head("GB", "MARKS & SPENCER", ("MARKS &", "SPENCER", "Kings Road", "London SW3 4NS", "VAT No. 232 1288 92")),
    # No name is printed.
    Head("US", None, ("1420 5th Ave", "Seattle, WA 98101", "(206) 555-0142", "Server: Kim", "Check #: 3321")),
    Head("GB", None, ("VAT No: 123 4567 89", "Till 2 Op 14", "12/03/2019 14:22")),
    Head("MY", None, ("K2-11, JALAN BESAR", "86000 KLUANG", "JOHOR", "H/P: 019-1234567", "09/03/2018 21:28 0001")),
    Head("PH", None, ("SALES INVOICE", "No. 00231", "DATE: Jan 29, 2026")),
)  # fmt: skip

APART = (
    Head("US", "Publix", ("^Publix", "Hyde Park", "1313 S. Dale Mabry Hwy.", "Tampa, FL 33629", "Store Manager: Tom Wells", "813-555-0150")),
    Head("US", "SAFEWAY", ("SAFEWAY", "Store 1711 Dir Joe Lopez", "Main:(408) 555-0199 Rx:(408) 555-0198", "150 E EL CAMINO REAL", "SUNNYVALE CA 94087")),
    Head("US", "Walgreens", ("^Walgreens", "#05521 1350 BROADWAY", "NEW YORK, NY 10018", "212-695-6346", "226 4512 0011 08/09/2018 6:11 PM")),
    Head("US", "BEST BUY", ("BEST BUY", "Expert Service. Unbeatable Price.", "Best Buy #1414", "5001 Northwest Loop 410", "San Antonio, TX 78229")),
    Head("US", "Taqueria El Farolito", ("Taqueria El Farolito", "2779 Mission Street", "San Francisco, CA 94110", "(415) 824-7877", "Order 81 | To Go")),
    Head("US", "CHIPOTLE", ("CHIPOTLE", "Store 1132", "1837 L St NW", "Washington DC 20036", "202-466-4104", "Host: Maria")),
    Head("US", "LOWE'S HOME CENTERS, LLC", ("LOWE'S HOME CENTERS, LLC", "4520 WEST VIRGINIA AVENUE", "RALEIGH, NC 27604 (919) 555-0112", "- SALE -", "SALES#: S0512AB1 1234567")),
    Head("US", "Mel's Drive-In", ("^Mel's Drive-In", "Home of the Melburger", "8585 Sunset Blvd", "West Hollywood, CA 90069", "310-854-7201")),
    Head("GB", "ASDA", ("^ASDA", "Save money. Live better.", "ASDA STORES LTD", "SUPERSTORE CLAPHAM JUNCTION", "VAT NO. 362 0127 92")),
    Head("GB", "Morrisons", ("Morrisons", "Makes it", "WM MORRISON SUPERMARKETS PLC", "Camden Town London NW1 9EX", "Tel 020 7284 0055")),
    Head("GB", "GREGGS", ("GREGGS", "The home of fresh baking", "Newcastle Central Station", "VAT REG NO 176 4101 50")),
    Head("GB", "Wagamama", ("Wagamama", "Royal Festival Hall", "Southbank Centre London SE1 8XX", "Tel 020 7021 0877", "VAT 603 1523 85", "Tbl 32/1 | Chk 4411 | Gst 2")),
    Head("GB", "CO-OP", ("^CO-OP", "It's what we do", "Haverstock Hill", "Co-operative Group Food Ltd", "VAT: 403 3146 04")),
    Head("IE", "SuperValu", ("SuperValu", "Real food, real people", "Talbot Street Dublin 1", "Ph: 01-8745555", "VAT No: IE4831234K")),
    Head("AU", "ALDI", ("^ALDI", "ALDI STORES (A Limited Partnership)", "ABN: 90 196 565 019", "Store 121 MARRICKVILLE METRO", "20 Smidmore St")),
    Head("AU", "Dan Murphy's", ("Dan Murphy's", "Endeavour Group Limited", "ABN 77 159 767 843", "2-8 Anzac Pde KENSINGTON", "Phone (02) 9663 5544", "Tax Invoice")),
    Head("AU", "Kmart", ("^Kmart", "Low prices for life", "Kmart Australia Limited", "A.B.N. 73 004 700 485", "BROADWAY NSW 2007")),
    Head("AU", "Chat Thai", ("Chat Thai", "20 Campbell Street Haymarket", "Ph: 9211 1808", "ABN 34 123 456 789", "Table 8 Guests 3")),
    Head("NZ", "The Warehouse", ("The Warehouse", "Where everyone gets a bargain", "The Warehouse Sylvia Park", "286 Mt Wellington Highway", "GST No. 12-345-678")),
    Head("NZ", "New World", ("^New World", "NEW WORLD METRO WELLINGTON", "68 Willis Street", "Ph (04) 499 9041", "GST Number: 98-765-432")),
    Head("SG", "Cold Storage", ("Cold Storage", "The fresh food specialist", "Cold Storage Singapore (1983) Pte Ltd", "GREAT WORLD CITY", "GST Reg No. M2-0056789-8")),
    Head("SG", "KOUFU PTE LTD", ("KOUFU PTE LTD", "SMU CAMPUS", "40 STAMFORD ROAD #B1-60", "GST REG. NO. 200206213D", "TAX INVOICE")),
    Head("SG", "Guardian", ("^Guardian", "Health & Beauty", "313 Orchard Road #B3-12", "Singapore 238895", "GST Reg: M2-0012345-6")),
    Head("IN", "BIG BAZAAR", ("BIG BAZAAR", "Future Retail Limited", "Phoenix Mall, Lower Parel, Mumbai 400013", "GSTIN : 27AADCF1234N1Z5", "Tax Invoice Cum Bill of Supply")),
    Head("IN", "PUNJABI DHABA", ("PUNJABI DHABA", "Pure Veg Family Restaurant", "NH-8, Near Toll Plaza, Gurgaon", "Mob: 9810012345", "Bill No: 231 | T.No: 5")),
    Head("IN", "D MART", ("D MART", "AVENUE SUPERMARTS LIMITED", "Plot B-72, Wagle Estate, Thane", "CIN: L51900MH2000PLC126473", "GSTIN : 27AACCA8432H1ZQ")),
    Head("ID", "Hypermart", ("^Hypermart", "PT MATAHARI PUTRA PRIMA TBK", "Gajah Mada Plaza", "NPWP 01.335.123.4-092.000", "Low Prices & More")),
    Head("ID", "RUMAH MAKAN PADANG SEDERHANA", ("RUMAH MAKAN PADANG", "SEDERHANA", "Jl. H. Agus Salim No. 40", "Jakarta Pusat", "Telp: 021-3912345")),
    Head("ID", "SUPERINDO", ("SUPERINDO", "Lebih Segar Lebih Hemat Lebih Dekat", "PT LION SUPER INDO", "JL. DAGO NO. 40 BANDUNG", "NPWP 01.785.123.4-054.000")),
    Head("TH", "Big C", ("^Big C", "BIG C SUPERCENTER PUBLIC CO.,LTD.", "RAJDAMRI BRANCH", "TAX ID 0107536000633", "TAX INVOICE (ABB)")),
    Head("TH", "Som Tam Nua", ("Som Tam Nua", "392/14 Siam Square Soi 5", "Bangkok 10330", "Tel. 02-251-4880", "Table: A3")),
    Head("JP", "LAWSON", ("^LAWSON", "Hello station", "Kyoto Kawaramachi", "Nakagyo-ku, Kyoto", "TEL 075-123-4567")),
    Head("JP", "UNIQLO", ("UNIQLO", "Ginza Store", "6-9-5 Ginza Chuo-ku Tokyo", "TEL 03-6252-5181", "2018/07/20 15:42")),
    Head("DE", "EDEKA Müller", ("EDEKA Müller", "Wir lieben Lebensmittel", "Bahnhofstraße 33", "70372 Stuttgart", "Tel.: 0711/123456", "St.-Nr. 12/345/67890")),
    Head("DE", "dm-drogerie markt", ("dm-drogerie markt", "Kaiserstr. 141-143", "76133 Karlsruhe", "0721 9161234", "07.11.2019 14:03 1221/2 4511")),
    Head("ZA", "CHECKERS", ("^CHECKERS", "Better and better", "CHECKERS CANAL WALK", "021 555 1234", "VAT NO. 4810111532", "TAX INVOICE")),
    Head("ZA", "WOOLWORTHS", ("WOOLWORTHS", "Cavendish Square", "WOOLWORTHS (PTY) LTD", "REG NO 1956/001518/07", "VAT 4780103232")),
    Head("PH", "JOLLIBEE", ("^JOLLIBEE", "Freemont Foods Corporation", "SM City Cebu, North Reclamation Area", "Cebu City", "VAT REG TIN 003-456-789-00012")),
    Head("PH", "SM SUPERMARKET", ("SM SUPERMARKET", "SM City North EDSA", "SUPER VALUE INC.", "VAT REG TIN: 000-162-989-00001", "MIN 12051812345678901")),
    Head("PH", "MANG INASAL", ("MANG INASAL", "2-in-1 sa laki, nuot sa ihaw-sarap", "Operated by: GOLDEN GRILL FOODS INC", "J.P. Rizal St., Calamba, Laguna", "VAT REG TIN 008-123-456-00003")),
    Head("MY", "PASARAYA BORONG SERI INTAN SDN BHD", ("PASARAYA BORONG", "SERI INTAN SDN BHD", "(778812-V)", "LOT 12, JALAN INTAN 2", "42700 BANTING, SELANGOR")),
    Head("MY", "KEDAI UBAT DAN RUNCIT THONG FATT TONG (CHERAS) SDN BHD", ("KEDAI UBAT DAN RUNCIT", "THONG FATT TONG (CHERAS)", "SDN. BHD. (662123-H)", "NO. 7, JALAN CERDAS", "56100 KUALA LUMPUR")),
    Head("MY", "HOE HIN HARDWARE", ("lim ah kow", "HOE HIN HARDWARE", "(AS0123456-X)", "NO.11 JALAN STADIUM", "05100 ALOR SETAR, KEDAH")),
    Head("MY", "MR BAKER (PUCHONG) SDN BHD", ("~staff meal", "MR BAKER (PUCHONG", ") SDN BHD", "Co Reg 882311-M", "23, Jalan Kenari 5, Bandar Puchong Jaya", "47100 Puchong")),
    Head("US", None, ("ORDER #33", "11:42 AM 05/06/2019", "Cashier: Ann", "Dine In")),
    Head("SG", None, ("Blk 201 Ang Mo Kio Ave 3 #01-1234", "Singapore 560201", "GST Reg No: 201512345K", "Tel: 6455 1234")),
    Head("AU", None, ("TAX INVOICE", "ABN 12 345 678 901", "Ph 03 9555 1234", "Table 4")),
    Head("MY", None, ("NO 3, JALAN KENANGA 2", "TAMAN BUNGA", "81300 SKUDAI, JOHOR", "GST NO: 001234567890")),
)  # fmt: skip
