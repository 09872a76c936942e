"""Other clients over inferwire: their types, errors and habits."""
