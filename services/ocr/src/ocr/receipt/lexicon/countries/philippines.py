"""The Philippines: what only their paper prints, words of their addresses."""

from ocr.receipt.lexicon.countries.country import CountryWords

PHILIPPINES = CountryWords(
    marks=(
        "php", "vat reg tin", "non vat reg tin", "vat registered tin", "vatable sales", "vatable", "vat exempt sales",
        "zero rated sales", "philippines", "pilipinas", "metro manila", "manila", "quezon city", "makati",
        "makati city", "cebu", "cebu city", "davao", "davao city", "barangay", "brgy", "official receipt", "ptu no",
        "permit to use", "bir", "accreditation no", "atp no", "gcash", "senior citizen", "pwd", "sc pwd", "peso",
        "pesos", "tin", "min", "taguig", "pasig", "pasay", "paranaque", "mandaluyong", "caloocan", "las pinas",
        "muntinlupa", "marikina", "cavite", "laguna", "bulacan", "batangas", "rizal", "pampanga", "iloilo", "bacolod",
        "baguio", "zamboanga", "salamat", "ncr",
    ),
    streets=(
        "hi way", "hiway", "barangay", "brgy", "bgy", "purok", "sitio", "subdivision", "subd", "vill", "cor",
        "poblacion", "national highway", "municipality", "province",
    ),
    # Provinces and cities.
    places=(
        "philippines", "metro manila", "manila", "quezon city", "quezon", "makati", "taguig", "pasig", "pasay",
        "paranaque", "mandaluyong", "san juan", "caloocan", "malabon", "navotas", "valenzuela", "marikina",
        "muntinlupa", "las pinas", "pateros", "cavite", "laguna", "batangas", "rizal", "bulacan", "pampanga", "tarlac",
        "nueva ecija", "bataan", "zambales", "pangasinan", "ilocos", "la union", "benguet", "baguio", "isabela",
        "cagayan", "cebu", "mandaue", "lapu lapu", "bohol", "tagbilaran", "iloilo", "bacolod", "negros", "dumaguete",
        "leyte", "tacloban", "samar", "davao", "cagayan de oro", "general santos", "zamboanga", "butuan", "iligan",
        "cotabato", "surigao", "palawan", "puerto princesa", "naga", "legazpi", "albay", "sorsogon", "camarines",
        "lucena", "antipolo", "bacoor", "imus", "dasmarinas", "santa rosa", "calamba", "san pablo", "lipa", "angeles",
        "san fernando", "malolos", "meycauayan", "olongapo", "subic", "dagupan", "urdaneta", "alabang", "ortigas",
        "bonifacio", "tagaytay", "binan", "ermita", "malate", "sampaloc", "binondo", "quiapo", "tondo", "cubao",
        "diliman", "novaliches", "fairview", "commonwealth",
    ),
    neighbours=(
        "rizal", "bonifacio", "mabini", "burgos", "luna", "quirino", "roxas", "osmena", "magsaysay", "laurel",
        "aguinaldo", "santo", "santa", "santiago", "pedro", "maria", "rosario", "bagong", "silang", "malaya",
        "maligaya", "kalayaan", "masaya", "maganda",
    ),
    legal_forms=(r"OPC(?![A-Z])",),
)  # fmt: skip
