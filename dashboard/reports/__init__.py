"""Reports: lists of exhibits with words between them, kept as small files, and made into packs on any release."""
