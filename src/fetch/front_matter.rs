//! Front matter: a block of simple `key: value` lines between two `---` lines at the head of a text.

use serde_json::Value;

use super::fields::Fields;

/// A block that does not end within so many bytes is none.
const MOST: usize = 64 << 10;

/// Splits a text into its front matter and the rest, blank lines between them left out; `None` where it has none.
///
/// Values may be quoted; lists are `[a, b]` or lines of `- a`. Unknown keys and what is nested under them are passed
/// over. A block with any other line is no front matter: a text may begin with a rule of dashes.
pub(super) fn split(text: &str) -> Option<(Fields, &str)> {
    let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    if line(&mut rest)?.trim_end() != "---" {
        return None;
    }
    let most = rest.len();
    let mut fields = Fields::default();
    let mut open: Option<&mut Value> = None;
    let mut keys = 0;
    while most - rest.len() < MOST {
        let line = line(&mut rest)?.trim_end();
        if matches!(line, "---" | "...") {
            return (keys > 0).then(|| (fields, rest.trim_start_matches(['\n', '\r'])));
        }
        let inner = line.trim_start();
        if inner.is_empty() || inner.starts_with('#') {
            continue;
        }
        if let Some(item) = inner.strip_prefix("- ") {
            match open.as_deref_mut() {
                Some(Value::Array(list)) => list.push(scalar(item)),
                Some(value) if value.is_null() => *value = Value::Array(vec![scalar(item)]),
                _ => {}
            }
            continue;
        }
        if inner.len() < line.len() {
            continue;
        }
        let (key, value) = line.split_once(':')?;
        if !is_key(key) || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return None;
        }
        keys += 1;
        open = slot(&mut fields, key);
        if let Some(slot) = open.as_deref_mut() {
            *slot = parse(value.trim());
        }
    }
    None
}

fn slot<'f>(fields: &'f mut Fields, key: &str) -> Option<&'f mut Value> {
    Some(match key {
        "id" => &mut fields.id,
        "title" => &mut fields.title,
        "url" => &mut fields.url,
        "outlet" => &mut fields.outlet,
        "byline" => &mut fields.byline,
        "published" => &mut fields.published,
        "modified" => &mut fields.modified,
        "section" => &mut fields.section,
        "language" => &mut fields.language,
        _ => return None,
    })
}

fn is_key(key: &str) -> bool {
    key.starts_with(|c: char| c.is_ascii_alphabetic())
        && key.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
}

fn parse(value: &str) -> Value {
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(list) => Value::Array(items(list)),
        None => scalar(value),
    }
}

/// The items of `a, "b, c", d`: a comma inside quotation marks parts nothing.
fn items(list: &str) -> Vec<Value> {
    let mut items = Vec::new();
    let mut quote = None;
    let mut start = 0;
    for (at, c) in list.char_indices() {
        match c {
            ',' if quote.is_none() => {
                items.push(scalar(&list[start..at]));
                start = at + 1;
            }
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() && list[start..at].trim().is_empty() => quote = Some(c),
            _ => {}
        }
    }
    items.push(scalar(&list[start..]));
    items.retain(|item| !item.is_null());
    items
}

fn scalar(value: &str) -> Value {
    let value = value.trim();
    let inside = |mark: char| value.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    if let Some(text) = inside('"') {
        Value::String(text.replace("\\\"", "\"").replace("\\\\", "\\"))
    } else if let Some(text) = inside('\'') {
        Value::String(text.replace("''", "'"))
    } else if matches!(value, "" | "~" | "null") {
        Value::Null
    } else {
        Value::String(value.to_owned())
    }
}

/// Takes the next line off, without its line end.
fn line<'t>(rest: &mut &'t str) -> Option<&'t str> {
    if rest.is_empty() {
        return None;
    }
    let (line, after) = rest.split_once('\n').unwrap_or((rest, ""));
    *rest = after;
    Some(line.strip_suffix('\r').unwrap_or(line))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::split;

    #[test]
    fn simple_yaml_is_read() {
        let text = "---\r\ntitle: \"Grain: \\\"all\\\" shipped\"\nbyline:\n  - Ann Lee\n- 'O''Hara, Bo'\n\n# a remark\n\
                    outlet: The Daily\ntags:\n  deep:\n    er: 1\nlanguage: ~\npublished: 2021-03-18\n---\n\n\nFirst line.\n";
        let (fields, rest) = split(text).expect("it has front matter");
        assert_eq!(fields.title, json!("Grain: \"all\" shipped"));
        assert_eq!(fields.byline, json!(["Ann Lee", "O'Hara, Bo"]));
        assert_eq!(fields.outlet, json!("The Daily"));
        assert_eq!(fields.published, json!("2021-03-18"));
        assert!(fields.language.is_null());
        assert_eq!(rest, "First line.\n");
    }

    #[test]
    fn lists_in_a_line_keep_quoted_commas() {
        let (fields, _) = split("---\nbyline: [Ann Lee, \"Bo, Jr.\", 'C']\n---\n").expect("it has front matter");
        assert_eq!(fields.byline, json!(["Ann Lee", "Bo, Jr.", "C"]));
    }

    #[test]
    fn rules_of_dashes_are_text() {
        for text in [
            "---\nHe said: this is prose.\n---\nMore.",
            "---\ntitle: never closed\nText.",
            "---\n---\nText.",
            "---\nhttp://example.org\n---\n",
            "--- \n",
            "---",
            "Text first\n---\ntitle: x\n---\n",
        ] {
            assert!(split(text).is_none(), "{text}");
        }
    }
}
