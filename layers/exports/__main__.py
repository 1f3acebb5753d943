"""The process of its own in which the portal has its exports made; see `apart`."""

from layers.exports.apart import serve_one

serve_one()
