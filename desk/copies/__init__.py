"""Load what another installation published: working copies, and the documents as they are."""
