# Generated from specs/providers/groq.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Groq: a module for each task that it serves.

https://console.groq.com/docs
"""
