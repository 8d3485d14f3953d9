"""
Where texts come from: one connector a kind of source, all of them behind one door (`fetch`).

A connector reads one configured source and yields documents and facts; it stores nothing.
"""
