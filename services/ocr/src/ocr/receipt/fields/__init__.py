"""Fields of a receipt, a module each: the candidates and their evidence."""
