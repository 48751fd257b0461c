"""Clients for the OCR appliance and for Supabase, independent of Odoo."""
