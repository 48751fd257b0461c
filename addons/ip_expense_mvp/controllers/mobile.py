from odoo import http


class Mobile(http.Controller):
    pass
