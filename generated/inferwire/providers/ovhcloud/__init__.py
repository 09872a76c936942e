# Generated from specs/providers/ovhcloud.yaml. Do not edit: change the spec and run `nox -s generate`.
"""OVHcloud AI Endpoints: a module for each task that it serves.

https://help.ovhcloud.com/csm/en-public-cloud-ai-endpoints
"""
