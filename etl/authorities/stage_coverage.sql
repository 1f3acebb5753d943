-- Where what a list says of coverage waits; `by_default` where the list does not say.
CREATE TEMPORARY TABLE staged_coverage (
  code text NOT NULL,
  area_code text NOT NULL,
  extent text NOT NULL,
  source text NOT NULL,
  by_default boolean NOT NULL,
  PRIMARY KEY (code, area_code)
) ON COMMIT DROP
