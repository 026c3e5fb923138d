"""What a workbook is packed of: the XML of its sheets, its runs of rich text, its comments."""
