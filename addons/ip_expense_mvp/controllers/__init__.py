from . import json_dispatcher
from . import mobile
