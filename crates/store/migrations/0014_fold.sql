-- Letters without a twin in ASCII and other apostrophes are folded too: what is kept to sort and to search people follows.
-- Never edited once released: a change is a new numbered file.

UPDATE participant SET last_key = replace(last_key, 'ı', 'i'), first_key = replace(first_key, 'ı', 'i'),
    search_text = replace(search_text, 'ı', 'i') WHERE instr(search_text, 'ı') > 0;
UPDATE participant SET last_key = replace(last_key, 'đ', 'd'), first_key = replace(first_key, 'đ', 'd'),
    search_text = replace(search_text, 'đ', 'd') WHERE instr(search_text, 'đ') > 0;
UPDATE participant SET last_key = replace(last_key, 'ð', 'd'), first_key = replace(first_key, 'ð', 'd'),
    search_text = replace(search_text, 'ð', 'd') WHERE instr(search_text, 'ð') > 0;
UPDATE participant SET last_key = replace(last_key, 'ħ', 'h'), first_key = replace(first_key, 'ħ', 'h'),
    search_text = replace(search_text, 'ħ', 'h') WHERE instr(search_text, 'ħ') > 0;
UPDATE participant SET last_key = replace(last_key, 'þ', 'th'), first_key = replace(first_key, 'þ', 'th'),
    search_text = replace(search_text, 'þ', 'th') WHERE instr(search_text, 'þ') > 0;
UPDATE participant SET last_key = replace(last_key, '‘', ' '), first_key = replace(first_key, '‘', ' '),
    search_text = replace(search_text, '‘', ' ') WHERE instr(search_text, '‘') > 0;
UPDATE participant SET last_key = replace(last_key, 'ʼ', ' '), first_key = replace(first_key, 'ʼ', ' '),
    search_text = replace(search_text, 'ʼ', ' ') WHERE instr(search_text, 'ʼ') > 0;
UPDATE participant SET last_key = replace(last_key, 'ʻ', ' '), first_key = replace(first_key, 'ʻ', ' '),
    search_text = replace(search_text, 'ʻ', ' ') WHERE instr(search_text, 'ʻ') > 0;
UPDATE participant SET last_key = replace(last_key, '`', ' '), first_key = replace(first_key, '`', ' '),
    search_text = replace(search_text, '`', ' ') WHERE instr(search_text, '`') > 0;
