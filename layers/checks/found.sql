-- Where the rules put what they find, for one transaction.
CREATE TEMPORARY TABLE found (
  rule text NOT NULL,
  project_id bigint NOT NULL,
  other_id bigint,
  figures jsonb NOT NULL,
  basis uuid NOT NULL
) ON COMMIT DROP
