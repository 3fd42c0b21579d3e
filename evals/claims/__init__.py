"""Generated claims, honest and wrong, about the sentences of held calls: what the claim checks are measured by.

Written from the transcripts' point of view. Nothing here uses the checks' own reading of numbers, clauses or hedges:
figures are found by `marks`, words by `words`; only terms and names are translated through the glossary.
"""
