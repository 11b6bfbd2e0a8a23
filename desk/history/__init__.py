"""Tell who changed what in the working copies, when and why, and bring an earlier state back."""
