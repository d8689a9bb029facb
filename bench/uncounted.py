"""The web process without the wrapper that counts visits, and otherwise whole, for comparison."""

from audience.counting import Counting
from cardsite import wsgi

application = wsgi.application
counting = application.application
assert isinstance(counting, Counting)
application.application = counting.application
