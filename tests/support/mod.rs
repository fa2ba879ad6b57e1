//! Articles and mentions made by hand, and a way of grouping that the tests can foretell.

#![allow(dead_code, reason = "each test file uses its own part of it")]

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use onrecord::claims::standing;
use onrecord::model::{
    Action, Amount, Article, Bound, Claim, Facts, Group, Keyed, OriginReason, Pair, Processed, Published, Relation,
    RelationKind, Signal, Signals, Slots, Span, Standing, Status,
};
use onrecord::store::Prepared;
use rusqlite::Connection;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// An article with nothing found in it; its id is the text's.
pub(crate) fn article(text: &str) -> Processed {
    let sha256: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
    let article = Article {
        id: sha256[..16].to_owned(),
        path: None,
        url: None,
        sha256,
        title: None,
        byline: Vec::new(),
        outlet: None,
        language: Some("en".to_owned()),
        published: None,
        published_from: Signal::None,
        modified: None,
        section: None,
        signals: Signals::default(),
        text: text.to_owned(),
    };
    Processed {
        article,
        mark: None,
        facts: Facts::default(),
        claims: Vec::new(),
        relations: Vec::new(),
        skipped: None,
        warnings: Vec::new(),
        page: None,
        extent: None,
    }
}

/// Fluent changes to an article under test.
pub(crate) trait Build: Sized {
    fn id(self, id: &str) -> Self;
    fn url(self, url: &str) -> Self;
    fn path(self, path: &str) -> Self;
    fn outlet(self, outlet: &str) -> Self;
    fn published(self, day: &str) -> Self;
    fn claim(self, claim: Claim) -> Self;
    fn relate(self, from: usize, kind: RelationKind, to: usize) -> Self;
}

impl Build for Processed {
    fn id(mut self, id: &str) -> Self {
        self.article.id = id.to_owned();
        self
    }

    fn url(mut self, url: &str) -> Self {
        self.article.url = Some(url.to_owned());
        self
    }

    fn path(mut self, path: &str) -> Self {
        self.article.path = Some(path.to_owned());
        self
    }

    fn outlet(mut self, outlet: &str) -> Self {
        self.article.outlet = Some(outlet.to_owned());
        self
    }

    fn published(mut self, day: &str) -> Self {
        self.article.published = Published::parse(day);
        self.article.published_from = Signal::Sidecar;
        self
    }

    /// Adds a mention; its figure is the first place of its words, and its sentence the line that holds them.
    fn claim(mut self, mut claim: Claim) -> Self {
        let text = &self.article.text;
        let words = claim.slots.amount.point().unwrap_or_default().to_string();
        let start = text.find(&words).expect("the figure stands in the text");
        claim.span = Span::new(start, start + words.len());
        let from = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let to = text[start..].find('\n').map_or(text.len(), |at| start + at);
        claim.sentence = Span::new(from, to);
        self.claims.push(claim);
        self
    }

    fn relate(mut self, from: usize, kind: RelationKind, to: usize) -> Self {
        self.relations.push(Relation { from, kind, to, reason: "as the test has it".to_owned() });
        self
    }
}

/// Articles as the store takes them.
pub(crate) fn prepared(articles: &[Processed]) -> Vec<Prepared> {
    articles.iter().cloned().map(Prepared::from).collect()
}

/// A mention: doer, deed, figure, unit, taker. An empty name is an unstated one.
pub(crate) fn mention(actor: &str, action: Action, value: i64, unit: &str, recipient: &str) -> Claim {
    let names = |name: &str| if name.is_empty() { Vec::new() } else { vec![name.to_owned()] };
    let slots = Slots {
        action,
        amount: Amount::exact(Decimal::from(value)),
        unit: unit.to_owned(),
        per: None,
        actor: names(actor),
        recipient: names(recipient),
        product: Vec::new(),
    };
    let block = format!("{}|{value}|{unit}", action.as_str());
    Claim {
        span: Span::default(),
        key: format!("{block}|{actor}|{recipient}"),
        block,
        slots,
        origin: None,
        origin_reason: OriginReason::Untold,
        verb: None,
        transfer: None,
        bound: Bound::Exactly,
        status: Status::Done,
        status_cue: None,
        dates: Vec::new(),
        says: Vec::new(),
        sentence: Span::default(),
        rules: vec!["test/mention"],
    }
}

/// Keys with the same giver and taker are one claim; one without a giver joins where the others leave one candidate.
pub(crate) fn regroup(keys: &[Keyed], _: &[Pair]) -> Vec<Group> {
    let mut stated: Vec<&[String]> =
        keys.iter().map(|key| key.slots.actor.as_slice()).filter(|a| !a.is_empty()).collect();
    stated.sort_unstable();
    stated.dedup();
    let mut groups: Vec<Group> = Vec::new();
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by_key(|&index| (keys[index].slots.actor.is_empty(), &keys[index].key));
    for index in order {
        let slots = &keys[index].slots;
        let fits = |group: &&mut Group| {
            let joins = slots.actor.is_empty() && stated.len() == 1;
            group.slots.recipient == slots.recipient && (group.slots.actor == slots.actor || joins)
        };
        match groups.iter_mut().find(fits) {
            Some(group) => {
                group.members.push(index);
                group.history.merge(&keys[index].history);
            }
            None => groups.push(Group {
                id: claim_id(&keys[index].key),
                slots: slots.clone(),
                history: keys[index].history.clone(),
                standing: Standing::default(),
                members: vec![index],
            }),
        }
    }
    for group in &mut groups {
        group.standing = standing(&group.slots, &group.history);
    }
    groups
}

/// The id that `regroup` gives to the claim whose fullest key is `key`.
pub(crate) fn claim_id(key: &str) -> String {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

/// Makes the database at `path` one that the first `version` migrations have made, with all that it holds and they have
/// a place for.
pub(crate) fn take_back(path: &Path, version: usize) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/migrations");
    let mut migrations: Vec<PathBuf> =
        std::fs::read_dir(folder).expect("migrations").map(|entry| entry.expect("a file").path()).collect();
    migrations.sort();
    let before = path.with_extension("before");
    let conn = Connection::open(&before).expect("made");
    for migration in &migrations[..version] {
        conn.execute_batch(&std::fs::read_to_string(migration).expect("read")).expect("migrated");
    }
    conn.execute("ATTACH ?1 AS now", [path.to_str().expect("a path")]).expect("attached");
    conn.execute_batch("PRAGMA foreign_keys = OFF; BEGIN").expect("begun");
    let names = |sql: &str, schema: &str, table: &str| {
        let mut select = conn.prepare(sql).expect("prepared");
        let rows = select.query_map([schema, table], |row| row.get::<_, String>(0)).expect("asked");
        rows.map(|name| name.expect("a name")).collect::<Vec<_>>()
    };
    let tables = "SELECT name FROM pragma_table_list WHERE schema = ?1 AND type = 'table' AND name NOT LIKE ?2";
    for table in names(tables, "main", "sqlite_%") {
        let columns = "SELECT name FROM pragma_table_info(?2, ?1)";
        let now = names(columns, "now", &table);
        let kept: Vec<String> = names(columns, "main", &table).into_iter().filter(|name| now.contains(name)).collect();
        let kept = kept.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
        conn.execute_batch(&format!("INSERT INTO main.{table} ({kept}) SELECT {kept} FROM now.{table}"))
            .expect("copied");
    }
    conn.execute_batch(&format!(
        "INSERT INTO article_words (article_words) VALUES ('rebuild'); COMMIT; DETACH now; PRAGMA user_version = {version}"
    ))
    .expect("indexed");
    drop(conn);
    for log in ["-wal", "-shm"] {
        let _ = std::fs::remove_file(format!("{}{log}", path.display()));
    }
    std::fs::rename(before, path).expect("put in its place");
}
