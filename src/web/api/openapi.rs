//! The API's description (OpenAPI 3.1). Its schemas are those that `onrecord schema` prints, so that no form is written
//! down twice.

use serde_json::{Map, Value, json};

use super::{ALL_PASSAGES, ITEMS, MOST_ITEMS, PASSAGES};
use crate::model::Form;
use crate::record::{self, article, ask, browse, claim, quote};

/// The whole description.
pub(super) fn document() -> Value {
    let mut schemas = Map::new();
    let mut add = |name: &str, schema: Value| adopt(&mut schemas, name, schema);
    add("Article", record::schema::<article::Article<'_>>().into());
    add("Claim", record::schema::<claim::Claim<'_>>().into());
    add("Claims", record::schema::<browse::Claims<'_>>().into());
    add("Passages", record::schema::<browse::Passages<'_>>().into());
    add("History", record::schema::<browse::History<'_>>().into());
    add("Quote", record::schema::<quote::Quote<'_>>().into());
    add("Quotes", record::schema::<browse::Quotes<'_>>().into());
    add("Speakers", record::schema::<browse::Speakers<'_>>().into());
    add("Figures", record::schema::<browse::Figures<'_>>().into());
    add("Coverage", record::schema::<browse::Coverage<'_>>().into());
    schemas.insert("Problem".to_owned(), problem());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "onrecord",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Figures in the news, with everything they rest on. Offsets are Unicode code points, end \
                            exclusive; unknown is null, none is []. Every answer has an ETag.",
            "license": { "name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT" }
        },
        "servers": [{ "url": "/api/v1" }],
        "paths": paths(),
        "components": { "schemas": schemas }
    })
}

fn paths() -> Value {
    let id =
        |what: &str| parameter("id", "path", &format!("The {what}'s id"), json!({ "type": "string", "minLength": 1 }));
    let passages =
        |usual: usize, most: usize| whole("passages", "Passages that come with a claim, the first ones", usual, most);
    let mut claims = claim_filters();
    claims.extend(pages());
    claims.push(passages(PASSAGES, 20));
    let mut quotes = quote_filters();
    quotes.extend(pages());
    let mut of_claim = vec![id("claim")];
    of_claim.extend(pages());
    let mut speakers = vec![text("name", "How the name or one of its words begins, whatever its case and accents")];
    speakers.extend(pages());
    json!({
        "/openapi.json": get("This description", Vec::new(), &json!({ "type": "object" })),
        "/check": check(),
        "/claims": get("Claims that fit, a page at a time", claims, &named("Claims")),
        "/claims/{id}": get(
            "One claim with its passages", vec![id("claim"), passages(ALL_PASSAGES, ALL_PASSAGES)], &named("Claim")
        ),
        "/claims/{id}/passages": get("The passages of a claim, a page at a time", of_claim, &named("Passages")),
        "/claims/{id}/history": get("When a claim was said to be in which state", vec![id("claim")], &named("History")),
        "/articles/{id}": get("One article with all that is found in it", vec![id("article")], &named("Article")),
        "/quotes": get("Quotes that fit, a page at a time", quotes, &named("Quotes")),
        "/quotes/{id}": get("One quote with its occurrences", vec![id("quote")], &named("Quote")),
        "/speakers": get("Who is quoted, a page at a time", speakers, &named("Speakers")),
        "/coverage": get("What the database holds, and what of it is not known", Vec::new(), &named("Coverage"))
    })
}

fn claim_filters() -> Vec<Value> {
    let fields = Value::from(ask::schema::<ask::Claims>())["properties"].take();
    let Value::Object(fields) = fields else { return Vec::new() };
    // pages are of another size here
    let of_page = |name: &str| ["limit", "passages", "after"].contains(&name);
    let filters = fields.into_iter().filter(|(name, _)| !of_page(name));
    filters
        .map(|(name, mut schema)| {
            let Some(fields) = schema.as_object_mut() else { return schema };
            let description = fields.remove("description").unwrap_or_default();
            // an address has no null: what is not asked for is left out
            fields.entry("type").and_modify(|kind| *kind = kind[0].take());
            fields
                .entry("enum")
                .and_modify(|words| words.as_array_mut().into_iter().for_each(|it| it.retain(|word| !word.is_null())));
            parameter(&name, "query", description.as_str().unwrap_or_default().trim_end_matches('.'), schema)
        })
        .collect()
}

fn quote_filters() -> Vec<Value> {
    let forms: Vec<&str> = Form::ALL.iter().map(|it| it.as_str()).collect();
    vec![
        words("speaker", "Who said it: the name or a part of it"),
        parameter(
            "official",
            "query",
            "By someone in public office",
            json!({ "type": "string", "enum": ["true", "false"] }),
        ),
        text("country", "The speaker's country: its code or name"),
        text("outlet", "Who quotes it, or a part of its name"),
        parameter("form", "query", "How it is given", json!({ "type": "string", "enum": forms })),
        day("since", "Quoted in an article of this day or later"),
        day("until", "Quoted in an article of this day or earlier"),
        words("text", "Words of the quote, all of them; in quotation marks as a phrase"),
    ]
}

fn pages() -> [Value; 2] {
    let cursor = "The `next` of the page before; left out for the first page";
    [
        parameter("after", "query", cursor, json!({ "type": "string", "pattern": "^\\[.*\\]$|^\".*\"$" })),
        whole("limit", "Items at most", ITEMS, MOST_ITEMS),
    ]
}

fn text(name: &str, description: &str) -> Value {
    parameter(name, "query", description, json!({ "type": "string" }))
}

/// Words to look for: some letter or digit.
fn words(name: &str, description: &str) -> Value {
    parameter(name, "query", description, json!({ "type": "string", "pattern": "[\\p{L}\\p{N}]" }))
}

fn day(name: &str, description: &str) -> Value {
    parameter(
        name,
        "query",
        description,
        json!({ "type": "string", "format": "date", "pattern": "^\\d{4}-\\d{2}-\\d{2}$" }),
    )
}

fn whole(name: &str, description: &str, usual: usize, most: usize) -> Value {
    let schema = json!({ "type": "integer", "minimum": 1, "maximum": most, "default": usual });
    parameter(name, "query", description, schema)
}

fn parameter(name: &str, place: &str, description: &str, schema: Value) -> Value {
    json!({ "name": name, "in": place, "description": description, "required": place == "path", "schema": schema })
}

fn get(summary: &str, parameters: Vec<Value>, schema: &Value) -> Value {
    json!({ "get": { "summary": summary, "parameters": parameters, "responses": responses(schema) } })
}

fn check() -> Value {
    let body = ask::schema::<ask::Statement>();
    json!({ "post": {
        "summary": "A statement or draft, each figure held against the claims",
        "requestBody": { "required": true, "content": { "application/json": { "schema": body } } },
        "responses": responses(&named("Figures"))
    } })
}

fn responses(schema: &Value) -> Value {
    json!({
        "200": { "description": "As asked", "content": { "application/json": { "schema": schema } } },
        "default": {
            "description": "Why there is no answer (RFC 9457)",
            "content": { "application/problem+json": { "schema": named("Problem") } }
        }
    })
}

fn problem() -> Value {
    json!({
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": { "type": "string" }, "title": { "type": "string" },
            "status": { "type": "integer" }, "detail": { "type": "string" }
        }
    })
}

fn named(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Takes a schema in under a name, and what it is made of under names that begin with it: two forms may call different
/// things alike.
fn adopt(schemas: &mut Map<String, Value>, name: &str, mut schema: Value) {
    if let Some(whole) = schema.as_object_mut() {
        whole.remove("$schema");
        if let Some(Value::Object(parts)) = whole.remove("$defs") {
            for (part, mut of) in parts {
                readdress(&mut of, name);
                schemas.insert(format!("{name}.{part}"), of);
            }
        }
    }
    readdress(&mut schema, name);
    schemas.insert(name.to_owned(), schema);
}

fn readdress(schema: &mut Value, name: &str) {
    match schema {
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(to) if key == "$ref" => {
                        *to = to.replace("#/$defs/", &format!("#/components/schemas/{name}."));
                    }
                    other => readdress(other, name),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| readdress(item, name)),
        _ => {}
    }
}
