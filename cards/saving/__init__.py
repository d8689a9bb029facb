"""When saving a contact does not work: the page that helps, whatever browser it is opened in (cards 42)."""
