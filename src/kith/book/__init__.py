"""The pages of the book, which draw on every feature below: the list of people, one person, an organisation."""
