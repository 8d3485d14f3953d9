FREE_PORT = 47_863
"""No service is registered there."""
