"""Django's PostgreSQL, which waits in vain once and not for everybody (F7)."""
