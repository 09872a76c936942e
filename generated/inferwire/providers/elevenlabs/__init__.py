# Generated from specs/providers/elevenlabs.yaml. Do not edit: change the spec and run `nox -s generate`.
"""Handlers for ElevenLabs, one module per task.

Called directly, because Hugging Face's router does not serve it. Its API key is read from `ELEVENLABS_API_KEY` and sent
as ``xi-api-key: <key>``.
https://elevenlabs.io/docs/api-reference
"""
