"""Every sheet, column and cell described once, and tables read from and written to folders."""
