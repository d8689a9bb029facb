"""The web process without the wrapper that counts visits, and otherwise whole, for comparison."""

from audience.counting import Counting
from cardsite import wsgi

counting = wsgi.application
assert isinstance(counting, Counting)
application = counting.application
