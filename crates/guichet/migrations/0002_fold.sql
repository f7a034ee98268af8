-- Letters without a twin in ASCII and other apostrophes are folded too: what is kept to search requests follows. Never
-- edited once released: a change is a new numbered file.

UPDATE request SET search = replace(search, 'ı', 'i') WHERE instr(search, 'ı') > 0;
UPDATE request SET search = replace(search, 'đ', 'd') WHERE instr(search, 'đ') > 0;
UPDATE request SET search = replace(search, 'ð', 'd') WHERE instr(search, 'ð') > 0;
UPDATE request SET search = replace(search, 'ħ', 'h') WHERE instr(search, 'ħ') > 0;
UPDATE request SET search = replace(search, 'þ', 'th') WHERE instr(search, 'þ') > 0;
UPDATE request SET search = replace(search, '‘', ' ') WHERE instr(search, '‘') > 0;
UPDATE request SET search = replace(search, 'ʼ', ' ') WHERE instr(search, 'ʼ') > 0;
UPDATE request SET search = replace(search, 'ʻ', ' ') WHERE instr(search, 'ʻ') > 0;
UPDATE request SET search = replace(search, '`', ' ') WHERE instr(search, '`') > 0;
