"""Asks `onrecord mcp` as an assistant does, with the protocol's own client, and holds each answer against its schema."""

import asyncio
import json
import sys

from jsonschema import Draft202012Validator
from mcp import ClientSession, StdioServerParameters, stdio_client

STATEMENT = "Norway has given Kenya 1.5 million doses."


async def main(program, db):
    server = StdioServerParameters(command=program, args=["mcp", "--db", db])
    async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
        await session.initialize()
        tools = {tool.name: tool.model_dump(by_alias=True) for tool in (await session.list_tools()).tools}
        held = 0

        async def ask(name, **arguments):
            nonlocal held
            Draft202012Validator(tools[name]["inputSchema"]).validate(arguments)
            answer = (await session.call_tool(name, arguments)).model_dump(by_alias=True)
            assert not answer["isError"], answer
            Draft202012Validator(tools[name]["outputSchema"]).validate(answer["structuredContent"])
            held += 1
            return answer["structuredContent"]

        checked = await ask("check_statement", statement=STATEMENT, published="2021-06-10")
        await ask("show_claim", id=checked["figures"][0]["matches"][0]["claim"])
        await ask("search_claims", actor="Norway", limit=3)
        await ask("extract_text", text=STATEMENT, outlet="The Quay")
        refused = (await session.call_tool("extract_text", {"paths": ["a"]})).model_dump(by_alias=True)
        assert refused["isError"], refused
        return {"tools": sorted(tools), "held": held, "refused": refused["content"][0]["text"]}


if __name__ == "__main__":
    json.dump(asyncio.run(main(*sys.argv[1:])), sys.stdout)
