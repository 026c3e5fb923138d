"""How a workbook is laid out, filled, protected and marked."""
