"""The files of releases in the state folder: made of what the database holds, checked whenever one is opened."""
