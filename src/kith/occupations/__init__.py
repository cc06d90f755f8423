"""Mathematics: what occupations are called, by O*NET and ESCO; a title in, occupations out. No Django."""
