"""Map tiles of every layer: asked of its own source, made in one snapshot, kept until a write ages them."""
