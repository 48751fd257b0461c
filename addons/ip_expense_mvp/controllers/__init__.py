from . import mobile
