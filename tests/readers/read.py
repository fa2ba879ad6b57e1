"""Reads exports with the formats' own tools: read.py FORMAT FILE [FILE]. Prints what tests/export_readers.rs looks at."""
import json
import sys


def parquet(path):
    import duckdb
    import pyarrow.parquet as pq

    table = pq.read_table(path)
    rows = table.to_pylist()
    assert duckdb.sql(f"select count(*) from '{path}'").fetchall()[0][0] == len(rows)
    unit = duckdb.sql(f"select unit, sum(cast(value as decimal(38, 6))) from '{path}' group by unit order by unit").fetchall()
    assert unit, "nothing to add up"
    types = {field.name: str(field.type) for field in table.schema}
    return {"rows": rows, "types": types}


def ftm(path):
    from followthemoney import model
    from followthemoney.exc import InvalidData
    from followthemoney.proxy import EntityProxy
    from followthemoney.statement.serialize import read_csv_statements

    entities = {}
    with open(path, "rb") as file:
        statements = list(read_csv_statements(file))
    for it in statements:
        prop = model.get(it.schema).get(it.prop)
        assert prop is not None, f"{it.schema} has no {it.prop}"
        assert prop.type.name == it.prop_type, f"{it.prop} is a {prop.type.name}"
        if prop.type.name in ("country", "date", "entity", "url", "language"):
            assert prop.type.clean(it.value) == it.value, f"{it.value!r} is no {prop.type.name}"
        assert it.id, "a statement has an id"
        entity = entities.setdefault(it.entity_id, {"id": it.entity_id, "schema": it.schema, "properties": {}})
        entity["properties"].setdefault(it.prop, []).append(it.value)
    for entity in entities.values():
        proxy = EntityProxy.from_dict(entity)
        try:
            proxy.schema.validate(proxy.to_dict())
        except InvalidData as error:
            wrong = {prop: [it for it in entity["properties"][prop] if not model.get(entity["schema"]).get(prop).type.validate(it)] for prop in error.errors["properties"]}
            raise AssertionError(f"{entity['id']}: {wrong}") from error
        assert proxy.get("name"), f"{entity} has no name"
        for proof in proxy.get("proof"):
            assert entities[proof]["schema"] == "Article"
    return {"statements": len(statements), "entities": list(entities.values())}


# The terms of http://www.w3.org/ns/anno.jsonld that are used, as the Web Annotation Vocabulary has them.
ANNO = {
    "@context": {
        "oa": "http://www.w3.org/ns/oa#", "as": "http://www.w3.org/ns/activitystreams#", "dc": "http://purl.org/dc/elements/1.1/",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "xsd": "http://www.w3.org/2001/XMLSchema#",
        "id": {"@type": "@id", "@id": "@id"}, "type": {"@type": "@id", "@id": "@type"},
        "Annotation": "oa:Annotation", "AnnotationPage": "as:OrderedCollectionPage", "TextualBody": "oa:TextualBody",
        "TextQuoteSelector": "oa:TextQuoteSelector", "TextPositionSelector": "oa:TextPositionSelector",
        "classifying": "oa:classifying", "tagging": "oa:tagging", "describing": "oa:describing",
        "body": {"@type": "@id", "@id": "oa:hasBody"}, "target": {"@type": "@id", "@id": "oa:hasTarget"},
        "source": {"@type": "@id", "@id": "oa:hasSource"}, "selector": {"@type": "@id", "@id": "oa:hasSelector"},
        "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"}, "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
        "items": {"@type": "@id", "@id": "as:items", "@container": "@list"}, "value": "rdf:value", "format": "dc:format",
        "exact": "oa:exact", "prefix": "oa:prefix", "suffix": "oa:suffix",
        "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"}, "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    }
}


def jsonld(path):
    from pyld import jsonld as ld

    def load(url, options):
        assert url == "http://www.w3.org/ns/anno.jsonld", url
        return {"contextUrl": None, "documentUrl": url, "document": ANNO}

    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    expanded = ld.expand(document, {"documentLoader": load})
    # what a context does not know is dropped: nothing may be
    kept = json.dumps(expanded)
    for word in ("prefix", "suffix", "exact", "appearance", "isPartOf", "minValue"):
        if f'"{word}"' in json.dumps(document):
            assert f'/{word}"' in kept or f'#{word}"' in kept, f"{word} was dropped"
    quads = ld.to_rdf(document, {"documentLoader": load, "format": "application/n-quads"})
    return {"expanded": len(expanded), "quads": quads.count("\n")}


def schema(path, lines):
    import jsonschema

    with open(path, encoding="utf-8") as file:
        validator = jsonschema.Draft202012Validator(json.load(file))
    with open(lines, encoding="utf-8") as file:
        found = [json.loads(line) for line in file]
    for line in found:
        validator.validate(line)
    return {"lines": len(found)}


def csv(path):
    import csv as reader

    with open(path, encoding="utf-8-sig", newline="") as file:
        return {"rows": list(reader.DictReader(file, strict=True))}


def datasette(path):
    """Opens a database as `datasette FILE` does, facets a view and searches the texts."""
    import asyncio
    from datasette.app import Datasette

    async def ask():
        served = Datasette([path])
        await served.invoke_startup()
        name = path.rsplit("/", 1)[-1].rsplit(".", 1)[0]

        async def get(rest):
            answer = await served.client.get(f"/{name}{rest}")
            assert answer.status_code == 200, f"{rest}: {answer.status_code} {answer.text[:300]}"
            return answer.json()

        views = (await get(".json"))["views"]
        names = [view["name"] if isinstance(view, dict) else view for view in views]
        for view in names:
            assert await get(f"/{view}.json?_size=1"), view
        facets = await get("/v_claims.json?_facet=unit&_facet=action")
        facet = facets["facet_results"]
        facet = facet.get("results", facet)
        units = {row["value"]: row["count"] for row in facet["unit"]["results"]}
        search = await get("/v_articles.json?_fts_table=article_words&_fts_pk=n&_search=grain&_sort=title&_shape=array")
        return {"views": names, "units": units, "found": [row["title"] for row in search]}

    return asyncio.run(ask())


if __name__ == "__main__":
    json.dump(globals()[sys.argv[1]](*sys.argv[2:]), sys.stdout, default=str)
