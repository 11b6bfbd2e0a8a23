"""Let people's programs speak for them: personal tokens, made and revoked on a page of their own."""
