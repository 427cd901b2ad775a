"""From stored numbers to verdicts: evidence, chosen settings, measures, statistics, looks. No Keras, no pages."""
