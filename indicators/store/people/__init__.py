"""Who has an account, who is signed in, and who tries to be."""
