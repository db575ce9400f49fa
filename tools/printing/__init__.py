"""What `make_pdf.py` is made of: the pages bound into one document, and the document put on paper."""
