from . import test_mobile
from . import test_reading
from . import test_receipt
from . import test_settings
from . import test_tours
from . import test_views
