"""Mathematics: whom one can reach through whom. Compressed rows of ties in, paths out; no Django."""
