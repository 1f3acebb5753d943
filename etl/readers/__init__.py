"""Opening files from outside. Every file is taken to be hostile until it has been read.

`tables.open_table` reads CSV, workbooks (XLSX, XLS, ODS) and HTML tables, `vectors.open_vector` GeoPackage,
shapefile and GeoJSON. Both refuse (`geo.errors.Refused`) what they do not understand, reach no network, and
leave nothing behind.
"""
