"""A file from which one place is taken: GPX, KML and KMZ, GeoJSON, a zipped shapefile, a GeoPackage.

Such files come from phones and from strangers. The kind is told by name and content against a list, sizes and
counts are limited, and nothing in a file can reach another file or the network: markup with a DOCTYPE is
refused, links in KML are left alone, and GDAL works with its doors shut (`etl.readers.gdal`).
"""

from etl.places.file import ACCEPTED, LIMITS, FileShape, PlaceFile, read_place_file

__all__ = ["ACCEPTED", "LIMITS", "FileShape", "PlaceFile", "read_place_file"]
