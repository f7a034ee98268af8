//! Texts with `{names}` in the place of what is not known before.

/// The text with each `{name}` replaced by its value. What a value holds is never read for names: a file may be called
/// `{max}.jpg`. A name without value stays as it is.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let named = after.split_once('}').and_then(|(name, after)| {
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            Some((*value, after))
        });
        let (value, after) = named.unwrap_or(("{", after));
        filled.push_str(value);
        rest = after;
    }
    filled.push_str(rest);
    filled
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn each_name_is_replaced_and_no_value_is_read_for_names() {
        let text = "« {file} » : {size}, {max} au plus";
        let values = [("file", "{max}.jpg"), ("max", "50 Mo"), ("size", "{file}")];
        assert_eq!(fill(text, &values), "« {max}.jpg » : {file}, 50 Mo au plus");
    }

    #[test]
    fn what_is_no_known_name_stays() {
        assert_eq!(fill("{a} {b {a}} {", &[("b", "x")]), "{a} {b {a}} {");
        assert_eq!(fill("{n}{n}", &[("n", "2")]), "22");
        assert_eq!(fill("", &[]), "");
    }
}
