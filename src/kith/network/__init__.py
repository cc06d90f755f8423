"""The whole network: paths to whom one wants to reach, levels, the map."""
