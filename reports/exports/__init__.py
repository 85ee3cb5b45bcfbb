"""Reports to take away: workbook, CSV, and the official paper in PDF, all written from the document alone."""
