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
    let mut conditions: Vec<&str> = wanted.iter().map(|it| it.probe.as_str()).collect();
    let mut values: Vec<Value> = wanted.iter().flat_map(|it| it.values.iter().cloned()).collect();
    let (after, key) = behind(order, asked)?;
    conditions.extend(after.as_deref());
    values.extend(key);
    let few = few(conn, &wanted)?;
    let drawn = few.map(|it| format!("c.id IN ({})", it.set));
    if let Some(it) = few {
        conditions.extend(drawn.as_deref());
        values.extend(it.values.iter().cloned());
    }
    let conditions = if conditions.is_empty() { "true".to_owned() } else { conditions.join(" AND ") };
    let index = if few.is_some() { "" } else { index(order, filter) };
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

/// What is asked, as a question put to one claim `c`, and as a list of all the claims that fit. Both take the same values.
struct Wanted {
    probe: String,
    set: String,
    values: Vec<Value>,
}

fn wanted(conn: &Connection, filter: &Filter) -> Result<Vec<Wanted>, Fault> {
    let mut all = Vec::new();
    let roles = [("actor", &filter.actor), ("recipient", &filter.recipient), ("product", &filter.product)];
    for (role, name) in roles {
        let Some(name) = name else { continue };
        let names = spelt(conn, &format!("FROM claim_names WHERE role = '{role}' AND name"), name)?;
        let named =
            format!("FROM claim_names AS f WHERE f.role = '{role}' AND f.name IN (SELECT value FROM json_each(?))");
        all.push(Wanted {
            probe: format!("EXISTS (SELECT 1 {named} AND f.claim = c.id)"),
            set: format!("SELECT f.claim {named}"),
            values: vec![names],
        });
    }
    if let Some(unit) = &filter.unit {
        let units = spelt(conn, "FROM claims WHERE unit", unit)?;
        let counts = "unit IN (SELECT value FROM json_each(?))";
        all.push(Wanted {
            probe: format!("c.{counts}"),
            set: format!("SELECT id FROM claims WHERE {counts}"),
            values: vec![units],
        });
    }
    if let Some(action) = filter.action {
        all.push(Wanted {
            probe: "c.action = ?".to_owned(),
            set: "SELECT id FROM claims WHERE action = ?".to_owned(),
            values: vec![action.as_str().to_owned().into()],
        });
    }
    all.extend(of_a_passage(filter)?);
    Ok(all)
}

/// What is asked of a passage is asked of one and the same passage.
fn of_a_passage(filter: &Filter) -> Result<Option<Wanted>, Fault> {
    let text = filter.text.as_deref().map(full_text).transpose()?;
    let mut conditions = Vec::new();
    let mut values: Vec<Value> = Vec::new();
    let asked = [
        ("e.status = ?", filter.status.map(|status| status.as_str().to_owned())),
        ("e.day >= ?", filter.since.clone()),
        ("e.day <= ?", filter.until.clone()),
        ("e.article IN (SELECT rowid FROM article_words WHERE article_words MATCH ?)", text),
    ];
    for (sql, value) in asked {
        if let Some(value) = value {
            conditions.push(sql);
            values.push(value.into());
        }
    }
    let fits = conditions.join(" AND ");
    Ok((!conditions.is_empty()).then(|| Wanted {
        probe: format!(
            "EXISTS (SELECT 1 FROM keys AS k JOIN evidence AS e ON e.key = k.n WHERE k.claim = c.id AND {fits})"
        ),
        set: format!("SELECT k.claim FROM evidence AS e CROSS JOIN keys AS k ON k.n = e.key WHERE {fits}"),
        values,
    }))
}

/// The spellings of a name that the database has, as a JSON list: as it is given, in small letters, in capitals, as a
/// title; where it has none of them, all that differ from it in case alone, for which all names are read.
fn spelt(conn: &Connection, among: &str, name: &str) -> rusqlite::Result<Value> {
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
    Ok(serde_json::Value::from(found).to_string().into())
}

/// The rarest of what is asked, where it is rare.
fn few<'w>(conn: &Connection, wanted: &'w [Wanted]) -> rusqlite::Result<Option<&'w Wanted>> {
    let mut best: Option<(i64, &Wanted)> = None;
    for it in wanted {
        // a set without an index of its own would be read as a whole
        if it.set.contains("e.") && !it.set.contains("MATCH") {
            continue;
        }
        let mut count = conn.prepare_cached(&format!("SELECT count(*) FROM ({} LIMIT {})", it.set, FEW + 1))?;
        let n = count.query_row(params_from_iter(&it.values), |row| row.get(0))?;
        if n <= FEW && best.is_none_or(|(least, _)| n < least) {
            best = Some((n, it));
        }
    }
    Ok(best.map(|(_, it)| it))
}

/// The index that holds the order.
fn index(order: Order, filter: &Filter) -> &'static str {
    match order {
        Order::Figure => "INDEXED BY claims_listed",
        Order::Newest | Order::Oldest if filter.unit.is_some() => "INDEXED BY claims_unit_said",
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
