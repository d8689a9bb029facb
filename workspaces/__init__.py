"""The tenant: people, workspaces, memberships, scope, rights, and the outbox."""
