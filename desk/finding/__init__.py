"""Find people, offices, countries and titles while somebody types, whatever the spelling."""
