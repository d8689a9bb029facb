"""Whose the words of people, workspaces and accounts are, and how they end (rule 37); those of packages too."""

from typing import Final

from cardsite.kit.personal import MEMBERS, NOBODYS, SECRET, VISITORS, End, Registry, Said, Whose, told

BLANKED: Final = Said(Whose.MEMBER, End.BLANKED)
STATE: Final = Said(Whose.NOBODY, End.STAYS)

FIELDS: Final[Registry] = {
    "workspaces.Workspace": told(
        {BLANKED: "slug name address", STATE: "zone language currency plan_key plan_override suspended_for"}
    ),
    "workspaces.User": told({SECRET: "password", MEMBERS: "email name picture", NOBODYS: "language zone theme"}),
    "workspaces.Membership": told({NOBODYS: "role paces"}),
    "workspaces.DigestLetter": told({NOBODYS: "topic"}),
    "workspaces.Invitation": told({MEMBERS: "email", NOBODYS: "role", SECRET: "digest"}),
    "workspaces.AuditEntry": told({MEMBERS: "target before after", NOBODYS: "verb"}),
    "workspaces.Effect": told({VISITORS: "arguments payload last_error", NOBODYS: "task state"}),
    "workspaces.Export": told({NOBODYS: "state error", SECRET: "stored"}),
    "account.EmailAddress": told({MEMBERS: "email"}),
    "account.EmailConfirmation": told({SECRET: "key"}),
    "mfa.Authenticator": told({NOBODYS: "type", SECRET: "data"}),
    "socialaccount.SocialApp": told({NOBODYS: "provider provider_id name client_id settings", SECRET: "secret key"}),
    "socialaccount.SocialAccount": told({NOBODYS: "provider", MEMBERS: "uid extra_data"}),
    "socialaccount.SocialToken": told({SECRET: "token token_secret"}),
    "usersessions.UserSession": told({MEMBERS: "ip user_agent data", SECRET: "session_key"}),
    "sessions.Session": told({SECRET: "session_key session_data"}),
    "admin.LogEntry": told({NOBODYS: "object_id object_repr change_message"}),
    "auth.Permission": told({NOBODYS: "name codename"}),
    "auth.Group": told({NOBODYS: "name"}),
    "contenttypes.ContentType": told({NOBODYS: "app_label model"}),
}
