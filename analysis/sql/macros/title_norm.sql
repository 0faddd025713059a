-- question:  Which job does a title name, without place, number and gender marks?
-- grain:     one text per title
-- params:    title     as published
--            location  as published; a last part of the title that stands in it is a place and goes
-- caveat:    A place in the title that the posting's location does not name stays, so such copies are found only
--            where their texts are identical.
CREATE OR REPLACE MACRO plain_words(words) AS
  trim(regexp_replace(strip_accents(lower(words)), '[^\p{L}\p{N}+#]+', ' ', 'g'));

CREATE OR REPLACE MACRO title_tail_norm(title) AS
  plain_words(regexp_extract(title, '[-–—|,@(\[/]([^-–—|,@(\[/]*)$', 1));

CREATE OR REPLACE MACRO is_place(tail, place) AS
  list_contains([
    'remote', 'hybrid', 'onsite', 'on site', 'us', 'usa', 'united states', 'uk', 'united kingdom', 'eu', 'europe',
    'emea', 'apac', 'latam', 'canada', 'germany', 'france', 'india', 'worldwide', 'multiple locations', ''
  ], tail) OR contains(' ' || place || ' ', ' ' || tail || ' ');

-- A list of one element and a lambda bind a value, so that it is worked out once and not wherever it is named.
CREATE OR REPLACE MACRO title_without_place(title, place) AS
  CASE
    WHEN list_transform([title_tail_norm(title)], lambda tail: is_place(tail, place))[1]
    THEN regexp_replace(title, '[-–—|,@(\[/][^-–—|,@(\[/]*$', '')
    ELSE title
  END;

CREATE OR REPLACE MACRO title_bare(title) AS
  regexp_replace(
    regexp_replace(
      title,
      '(?i)[(\[]\s*((m|f|w|d|x|h|v|i|all|any)\s*[/|,*]?\s*){2,5}[)\]]|[(\[]\s*(all|any) genders?\s*[)\]]', ' ', 'g'),
    '(?i)\b(req(uisition)?|job|jr|ref)?[\s.#:_-]*(id|no|nr)?[\s.#:_-]*[a-z]{0,3}[-_]?[0-9]{4,}\b', ' ', 'g');

CREATE OR REPLACE MACRO title_norm(title, location) AS
  plain_words(list_transform([plain_words(coalesce(location, ''))], lambda place: list_transform(
    list_transform([trim(title_bare(title))], lambda whole: title_without_place(whole, place)),
    lambda cut: title_without_place(cut, place))[1])[1]);
