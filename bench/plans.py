"""How the database finds what it is asked for, and whether it reads whole tables of the audience for it."""

import re
from collections.abc import Callable
from typing import Any, Final

from django.db import connection

_WHOLE: Final = re.compile(r"SCAN audience_(?!staleday)|Seq Scan on audience_(?!staleday)")


def of(work: Callable[[], object]) -> list[str]:
    """Lines of the plan of each query that reads the audience's tables."""
    asked: dict[str, Any] = {}

    def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith("SELECT") and "audience_" in sql:
            asked[sql] = params
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        work()
    return [line for sql, params in asked.items() for line in _plan(sql, params)]


def whole_tables(lines: list[str]) -> int:
    """How often a table is read from end to end; of days that are stale there are only ever a few."""
    return sum(bool(_WHOLE.search(line)) for line in lines)


def _plan(sql: str, params: Any) -> list[str]:
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (ANALYZE, BUFFERS, COSTS OFF)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {sql}", params)
        return [sql[:100], *(f"  {row[-1]}" for row in cursor.fetchall())]
