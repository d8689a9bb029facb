"""The web process without the wrapper that counts, for comparison."""

from cardsite import wsgi

application = wsgi.application.application
