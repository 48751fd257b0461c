{
    "name": "IP Expense MVP",
    "summary": "A photo of a receipt becomes an expense, read by the receipt OCR appliance",
    "version": "19.0.1.0.0",
    "category": "Human Resources/Expenses",
    "author": "InsightPulse AI",
    "website": "https://insightpulseai.net",
    "license": "LGPL-3",
    "depends": ["hr_expense"],
    "data": [
        "security/ir.model.access.csv",
        "security/ip_ocr_security.xml",
        "data/ir_cron_data.xml",
        "data/mail_alias_data.xml",
        "views/ip_ocr_receipt_views.xml",
        "views/hr_expense_views.xml",
        "views/res_config_settings_views.xml",
        "views/mobile_templates.xml",
    ],
    "assets": {
        "web.assets_backend": [
            "ip_expense_mvp/static/src/receipt/**/*",
        ],
        "ip_expense_mvp.assets_mobile": [
            "ip_expense_mvp/static/src/mobile/**/*",
        ],
        "web.assets_tests": [
            "ip_expense_mvp/static/tests/tours/**/*",
        ],
    },
    "application": True,
}
