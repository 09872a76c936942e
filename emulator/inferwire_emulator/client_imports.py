"""All imports from the client. No other module of the emulator imports `inferwire` or its runtime."""

from __future__ import annotations

from inferwire.providers import REGISTRY as REGISTRY
from inferwire_runtime.core import EMULATOR_VARIABLE as EMULATOR_VARIABLE
from inferwire_runtime.depth import check_depth as check_depth
from inferwire_runtime.depth import decode_json as decode_json
from inferwire_runtime.jsontypes import Json as Json
from inferwire_runtime.jsontypes import is_list as is_list
from inferwire_runtime.keys import HUGGING_FACE_VARIABLE as HUGGING_FACE_VARIABLE
from inferwire_runtime.keys import header_secrets as header_secrets
from inferwire_runtime.keys import is_secret_parameter as is_secret_parameter
from inferwire_runtime.media_types import MEDIA_TYPES as MEDIA_TYPES
from inferwire_runtime.media_types import parse_media_type as parse_media_type
from inferwire_runtime.media_types import sniff as sniff
from inferwire_runtime.models import HUB as HUB
from inferwire_runtime.providers import ProviderInfo as ProviderInfo
from inferwire_runtime.providers import Registry as Registry
from inferwire_runtime.routing import ROUTER as ROUTER
