"""Bring working copies to the public: submit, review, approve, schedule, publish, take back."""
