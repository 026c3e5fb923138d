"""What a dashboard keeps beside its database, in the state folder or for all machines: small files, each of one law."""
