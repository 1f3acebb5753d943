"""Arrow's arrays and functions, without its stubs: those do not know that functions take plain values too."""

from typing import Any, TypeAlias

import pyarrow.compute

Array: TypeAlias = Any
compute: Any = pyarrow.compute
