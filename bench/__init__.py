"""Repeatable measurements of this program: CPU time per request and ratios, which hold on any machine."""
