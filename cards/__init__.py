"""Card profiles: the document, its publications, addresses, codes, pictures and public page."""
