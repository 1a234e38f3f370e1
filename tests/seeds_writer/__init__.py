"""Writes the sample reports in ``seeds/`` from the texts in ``sources/``: ``python -m tests.make_seeds``.

The texts are this project's own; places, bodies and figures are invented. A source is one paragraph per line; a
line that begins with ``#`` says what it is:

| mark | meaning |
| --- | --- |
| ``#number`` | document number of the report itself |
| ``#title`` | a line of the title |
| ``#to`` | addressee |
| ``#auto N.|text`` | a paragraph whose number is Word's own list numbering |
| ``#sign`` ``#date`` ``#note`` | signature, date, note below it |
| ``#annex`` ``#tabletitle`` ``#table`` … ``#end`` | an annex with rows of ``|cell|cell|`` |
| ``#published`` | date of publication in the furniture of a web page |

Everything else is body text; headings are known by their numbers.
"""
