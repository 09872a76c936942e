"""Compile a private provider, which is not in the specs, into a single module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import structs

from inferwire_codegen.compile.build import build_api, with_imports
from inferwire_codegen.ir import PrivateModule
from inferwire_codegen.spec.diagnostics import Problem, SpecError, one_line

if TYPE_CHECKING:
    from inferwire_codegen.ir import Api, ProviderTask
    from inferwire_codegen.spec.load import ProviderSource, Specs


def build_with(specs: Specs, provider: ProviderSource) -> Api:
    """Return the intermediate representation of the specs together with a private provider.

    Raises:
        SpecError: If the provider's file conflicts with the specs.
    """
    name = provider.spec.provider
    if name in {each.spec.provider for each in specs.providers}:
        text = f"there is a provider '{name}' in inferwire itself; call yours otherwise, and its file"
        raise SpecError([Problem(provider.source.place("provider"), text)])
    own = structs.replace(provider, is_private=True)
    return build_api(structs.replace(specs, providers=(*specs.providers, own)))


def private_module(api: Api, provider: ProviderSource, command: str) -> PrivateModule:
    """Return the module for a private provider.

    Args:
        api: The result of `build_with` for this provider.
        provider: The provider's file.
        command: The command that generates the module, quoted in its header.
    """
    name = provider.spec.provider
    shared = {
        interface.shared_stream for item in api.provider_tasks if item.provider != name for interface in item.interfaces
    }
    module_of = {name: line.module for line in api.exports for name in line.names}
    return PrivateModule(
        provider=next(line for line in api.providers if line.name == name),
        tasks=tuple(_on_its_own(item, shared, module_of) for item in api.provider_tasks if item.provider == name),
        source=one_line(provider.source.name),
        command=one_line(command),
    )


def _on_its_own(item: ProviderTask, shared: set[str | None], module_of: dict[str, str]) -> ProviderTask:
    """Return a task for a self-contained module, which defines the stream and job rules that the package lacks."""
    interfaces = tuple(
        interface if interface.shared_stream in shared else structs.replace(interface, shared_stream=None)
        for interface in item.interfaces
    )
    item = with_imports(structs.replace(item, interfaces=interfaces, imports=()), module_of)
    package = f"inferwire.providers.{item.provider_module}"
    return structs.replace(item, imports=tuple(line for line in item.imports if line.module != package))
