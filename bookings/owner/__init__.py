"""What members do: services, calendars, the agenda."""
