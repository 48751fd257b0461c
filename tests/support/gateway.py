"""Make the add-on's gateway importable without Odoo, which the add-on's own __init__ imports."""

import sys
from types import ModuleType

from tests.support.addon import ADDON, NAME

_addon = ModuleType(f"addons.{NAME}")
_addon.__path__ = [str(ADDON)]
sys.modules[_addon.__name__] = _addon
