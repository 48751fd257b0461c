"""What the add-on says to the OCR appliance and to Supabase, and what it understands of the answers; knows nothing of Odoo."""
