"""What an upload would do to a release: changes proposed, previewed, and put into words."""
