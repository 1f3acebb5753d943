"""Pages without a network: the service worker, the page it falls back to, and whose session it is."""
