"""Where releases, uploads, accounts and the audit log are kept: the only place that knows SQL."""

from indicators.store.backups.backup import backup
from indicators.store.backups.keeping import keep_backup
from indicators.store.backups.restoring import restore_backup
from indicators.store.store import SqlStore, open_store

__all__ = ["SqlStore", "backup", "keep_backup", "open_store", "restore_backup"]
