"""All layers there are, found in the folders beside this file: each has a `definition` with its `LAYERS`."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

import layers
from geo.errors import NotFound
from layers.layer import Layer


@cache
def catalogue() -> dict[str, Layer]:
    """Return the layers by name, in the order of their folders."""
    folders = [module.name for module in iter_modules(layers.__path__) if module.ispkg]
    names = [f"layers.{folder}.definition" for folder in folders]
    modules = [import_module(name) for name in names if find_spec(name)]
    return {layer.name: layer for module in modules for layer in module.LAYERS}


def find_layer(name: str) -> Layer:
    """Return a layer; raises `NotFound`, naming those there are."""
    try:
        return catalogue()[name]
    except KeyError:
        there = ", ".join(catalogue())
        raise NotFound(
            f"ไม่มีชั้นข้อมูล “{name[:40]}” ชั้นข้อมูลที่มีคือ {there}",
            f"There is no layer “{name[:40]}”; there are {there}.",
        ) from None
