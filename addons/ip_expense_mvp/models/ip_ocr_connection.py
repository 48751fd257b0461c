from odoo import models


class IpOcrConnection(models.AbstractModel):
    _name = "ip.ocr.connection"
    _description = "Connections to the OCR Appliance and to Supabase"
