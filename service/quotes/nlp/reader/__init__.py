"""The reader: names, reports with all that belongs to them, and whom each mention means, learned from the contract.

Attribution as semantic role labelling: an anchor, the first word of a cue or of a quotation that has none, stands for a
report, and every word of the window has a role to it. In "Ito said Sato had denied it" the anchors are "said" and
"denied", and "Sato had denied it" is content of the one, "Sato" source of the other; so one word may have
roles in many reports.

It reads the words of the parser (quotes.nlp.stanza_parser) into a `Reading` of the document, and is trained by
training.reader.
"""
