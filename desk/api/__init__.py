"""Take and give working copies by program: the write API under ``/api/v1/desk/``."""
