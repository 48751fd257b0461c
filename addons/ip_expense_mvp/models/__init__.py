from . import hr_expense, ip_ocr_connection, ip_ocr_outbox, ip_ocr_receipt, res_config_settings
