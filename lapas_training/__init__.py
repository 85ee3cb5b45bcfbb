"""The assembly: settings, addresses, and the database that is used when none is named. Imported by no app."""
