"""Tags for pages of the exchange."""
