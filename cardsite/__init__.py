"""Cardsite: a multi-tenant digital business card service. This room is the roof over the apps."""

__version__ = "0.1.0"
