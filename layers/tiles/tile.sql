-- A vector tile and the versions that it was made from, in one snapshot.
-- Slots: body (encoded layers), versions.
SELECT ({versions}) AS versions, {body} AS body
