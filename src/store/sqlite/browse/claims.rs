//! Claims in an order. What is asked for is either rare, and then all of it is looked up and sorted, or it is frequent, and
//! then a walk along the order's index meets it soon: neither grows with the database.

use rusqlite::types::Value;
use rusqlite::{Connection, Row, params_from_iter};

use super::{cursor, key_of, one_more};
use crate::model::ClaimRecord;
use crate::store::sqlite::Fault;
use crate::store::sqlite::columns::SLOTS;
use crate::store::sqlite::read::{ClaimReader, full_text};
use crate::store::{Asked, Filter, Order, Page};

/// As many claims are looked up one by one and sorted; what fits more is met along the index.
const FEW: i64 = 4_000;
/// The probe for a unit of one spelling: an index holds its claims by their day.
const ONE_UNIT: &str = "c.unit = ?";
/// The day by which claims are shown.
const DAY: &str = "coalesce(c.first_day, '')";

/// The claim of an id.
pub(super) fn one(conn: &Connection, id: &str) -> rusqlite::Result<ClaimRecord> {
    let mut select = conn.prepare_cached(&format!("SELECT id, {SLOTS} FROM claims WHERE id = ?1"))?;
    let mut reader = ClaimReader::new(conn)?;
    select.query_row([id], |row| reader.read(row))
}

/// The claims that fit, from the cursor on.
pub(super) fn page(
    conn: &Connection,
    filter: &Filter,
    order: Order,
    asked: &Asked,
) -> Result<Page<ClaimRecord>, Fault> {
    let wanted = wanted(conn, filter)?;
    let by_unit = order != Order::Figure && wanted.iter().any(|it| it.probe == ONE_UNIT);
    let few = few(conn, wanted.iter().filter(|it| !(by_unit && it.probe == ONE_UNIT)))?;
    let mut conditions = vec!["true".to_owned()];
    let mut values: Vec<Value> = Vec::new();
    if let Some((sql, of)) = few {
        conditions.push(format!("c.id IN ({sql})"));
        values.extend(of.iter().cloned());
    }
    for it in &wanted {
        conditions.push(it.probe.clone());
        values.extend(it.values.iter().cloned());
    }
    let (after, key) = behind(order, asked)?;
    conditions.extend(after);
    values.extend(key);
    let conditions = conditions.join(" AND ");
    let index = if few.is_some() { "" } else { index(order, by_unit) };
    let (columns, sorted) = sorting(order, few.is_some());
    let mut select = conn.prepare_cached(&format!(
        "SELECT id, {SLOTS}, {columns} FROM claims AS c {index} WHERE {conditions} ORDER BY {sorted} LIMIT {}",
        one_more(asked)
    ))?;
    let mut reader = ClaimReader::new(conn)?;
    let mut rows = select.query(params_from_iter(values))?;
    let mut page = Page { items: Vec::new(), next: None };
    let mut last = None;
    while let Some(row) = rows.next()? {
        if page.items.len() == asked.limit {
            page.next = last;
            break;
        }
        page.items.push(reader.read(row)?);
        last = place(order, row)?;
    }
    Ok(page)
}

/// What is asked, as a question put to one claim `c`, and, where an index leads to them, as a list of claims that holds all
/// that fit.
struct Wanted {
    probe: String,
    values: Vec<Value>,
    set: Option<(String, Vec<Value>)>,
}

impl Wanted {
    /// Where both take the same values.
    fn new(probe: String, set: String, values: Vec<Value>) -> Self {
        Self { probe, set: Some((set, values.clone())), values }
    }
}

fn wanted(conn: &Connection, filter: &Filter) -> Result<Vec<Wanted>, Fault> {
    let mut all = Vec::new();
    let roles = [("actor", &filter.actor), ("recipient", &filter.recipient), ("product", &filter.product)];
    for (role, name) in roles {
        let Some(name) = name else { continue };
        let names = spelt(conn, &format!("FROM claim_names WHERE role = '{role}' AND name"), name)?;
        let named = format!("f.role = '{role}' AND f.name IN (SELECT value FROM json_each(?))");
        let of_claim =
            "f.unit = c.unit AND f.action = c.action AND f.amount = coalesce(c.amount, -9e999) AND f.claim = c.id";
        let probe = format!("EXISTS (SELECT 1 FROM claim_names AS f WHERE {named} AND {of_claim})");
        let set = format!("SELECT f.claim FROM claim_names AS f WHERE {named}");
        all.push(Wanted::new(probe, set, vec![serde_json::Value::from(names).to_string().into()]));
    }
    if let Some(unit) = &filter.unit {
        let units = spelt(conn, "FROM claims WHERE unit", unit)?;
        let (counts, value) = match &units[..] {
            [unit] => ("unit = ?", unit.clone()),
            several => ("unit IN (SELECT value FROM json_each(?))", serde_json::Value::from(several).to_string()),
        };
        let set = format!("SELECT id FROM claims WHERE {counts}");
        all.push(Wanted::new(format!("c.{counts}"), set, vec![value.into()]));
    }
    if let Some(action) = filter.action {
        let (probe, set) = ("c.action = ?".to_owned(), "SELECT id FROM claims WHERE action = ?".to_owned());
        all.push(Wanted::new(probe, set, vec![action.as_str().to_owned().into()]));
    }
    if let Some(status) = filter.status {
        // the index of an order holds the states too, so that what is in none of them is known without reading a claim
        let (has, value) = ("instr(',' || statuses || ',', ?) > 0", format!(",{},", status.as_str()));
        let set = format!("SELECT id FROM claims INDEXED BY claims_said WHERE {has}");
        all.push(Wanted::new(has.replace("statuses", "c.statuses"), set, vec![value.into()]));
    }
    all.extend(of_a_passage(filter)?);
    Ok(all)
}

/// What is asked of a passage is asked of one and the same passage. Words and days lead to articles, and these to claims.
fn of_a_passage(filter: &Filter) -> Result<Option<Wanted>, Fault> {
    let text = filter.text.as_deref().map(full_text).transpose()?;
    let status = filter.status.map(|status| status.as_str().to_owned());
    let mut probe = vec!["k.claim = c.id"];
    let mut values: Vec<Value> = Vec::new();
    // a plus sign keeps SQLite from reading the passages of whole articles for each claim
    let asked = [
        ("+e.status = ?", &status),
        ("+e.day >= ?", &filter.since),
        ("+e.day <= ?", &filter.until),
        ("+e.article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", &text),
    ];
    for (sql, value) in asked {
        if let Some(value) = value {
            probe.push(sql);
            values.push(value.clone().into());
        }
    }
    if values.is_empty() {
        return Ok(None);
    }
    let probe = probe.join(" AND ");
    let probe = format!("EXISTS (SELECT 1 FROM keys AS k CROSS JOIN evidence AS e ON e.key = k.n WHERE {probe})");
    let (articles, of) = match (text, filter.since.is_some() || filter.until.is_some()) {
        (Some(text), _) => ("SELECT rowid FROM article_words WHERE article_words MATCH ?", vec![text.into()]),
        (None, true) => {
            let [since, until] =
                [(&filter.since, ""), (&filter.until, "~")].map(|(day, open)| day.clone().unwrap_or(open.to_owned()));
            (
                "SELECT n FROM articles WHERE replaced_by IS NULL AND day BETWEEN ? AND ?",
                vec![since.into(), until.into()],
            )
        }
        (None, false) => return Ok(Some(Wanted { probe, values, set: None })),
    };
    let set = format!(
        "SELECT k.claim FROM evidence AS e CROSS JOIN keys AS k ON k.n = e.key WHERE k.claim IS NOT NULL AND e.article IN ({articles})"
    );
    Ok(Some(Wanted { probe, values, set: Some((set, of)) }))
}

/// The spellings of a name that the database has: as it is given, in small letters, in capitals, as a
/// title; where it has none of them, all that differ from it in case alone, for which all names are read.
fn spelt(conn: &Connection, among: &str, name: &str) -> rusqlite::Result<Vec<String>> {
    let mut title = name.to_lowercase();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let mut exists = conn.prepare_cached(&format!("SELECT EXISTS (SELECT 1 {among} = ?1)"))?;
    let mut found = Vec::new();
    for spelling in [name.to_owned(), name.to_lowercase(), name.to_uppercase(), title] {
        if exists.query_row([&spelling], |row| row.get(0))? {
            found.push(spelling);
        }
    }
    if found.is_empty() {
        let (_, column) = among.rsplit_once(' ').unwrap_or_default();
        let mut select = conn.prepare_cached(&format!("SELECT DISTINCT {column} {among} = ?1 COLLATE NOCASE"))?;
        found = select.query_map([name], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

/// The shortest of the lists, where it is short.
fn few<'w>(
    conn: &Connection,
    wanted: impl Iterator<Item = &'w Wanted>,
) -> rusqlite::Result<Option<&'w (String, Vec<Value>)>> {
    let mut best: Option<(i64, &(String, Vec<Value>))> = None;
    for list in wanted.filter_map(|it| it.set.as_ref()) {
        let (sql, values) = list;
        let mut count = conn.prepare_cached(&format!("SELECT count(*) FROM ({sql} LIMIT {})", FEW + 1))?;
        let n = count.query_row(params_from_iter(values), |row| row.get(0))?;
        if n <= FEW && best.is_none_or(|(least, _)| n < least) {
            best = Some((n, list));
        }
    }
    Ok(best.map(|(_, list)| list))
}

/// The index that holds the order.
fn index(order: Order, by_unit: bool) -> &'static str {
    match order {
        Order::Figure => "INDEXED BY claims_listed",
        _ if by_unit => "INDEXED BY claims_unit_said",
        Order::Newest | Order::Oldest => "INDEXED BY claims_said",
    }
}

/// The columns that an order sorts by, and the order. A plus sign keeps SQLite from walking along all claims for it.
fn sorting(order: Order, few: bool) -> (String, String) {
    let plus = if few { "+" } else { "" };
    match order {
        Order::Newest => (format!("{DAY}, c.id"), format!("{plus}{DAY} DESC, {plus}c.id DESC")),
        Order::Oldest => (format!("{DAY}, c.id"), format!("{plus}{DAY}, {plus}c.id")),
        Order::Figure => (
            "c.action, c.unit, c.amount, c.id".to_owned(),
            format!("{plus}c.action, {plus}c.unit, {plus}c.amount, {plus}c.id"),
        ),
    }
}

/// Where slots end in a row.
const SORTED: usize = 10;

fn place(order: Order, row: &Row<'_>) -> rusqlite::Result<Option<String>> {
    if order != Order::Figure {
        return Ok(cursor(&(row.get::<_, String>(SORTED)?, row.get::<_, String>(SORTED + 1)?)));
    }
    // a float in JSON could lose its last bit on the way
    let bits = row.get::<_, Option<f64>>(SORTED + 2)?.map(f64::to_bits);
    let (action, unit, id): (String, String, String) = (row.get(SORTED)?, row.get(SORTED + 1)?, row.get(SORTED + 3)?);
    Ok(cursor(&(action, unit, bits, id)))
}

/// What lies behind the cursor.
fn behind(order: Order, asked: &Asked) -> Result<(Option<String>, Vec<Value>), Fault> {
    let sign = if order == Order::Newest { '<' } else { '>' };
    if order != Order::Figure {
        let Some((day, id)) = key_of::<(String, String)>(asked)? else { return Ok((None, Vec::new())) };
        // the first part is what SQLite finds the place along the index by
        let sql = format!("{DAY} {sign}= ? AND ({DAY}, c.id) {sign} (?, ?)");
        return Ok((Some(sql), vec![day.clone().into(), day.into(), id.into()]));
    }
    let Some((action, unit, bits, id)) = key_of::<(String, String, Option<u64>, String)>(asked)? else {
        return Ok((None, Vec::new()));
    };
    let amount = bits.map(f64::from_bits).map_or(Value::Null, Value::Real);
    let sql = "(c.action, c.unit, c.amount, c.id) > (?, ?, ?, ?)".to_owned();
    Ok((Some(sql), vec![action.into(), unit.into(), amount, id.into()]))
}
